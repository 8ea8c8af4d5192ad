import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FixCase, SHOP } from './fix-cases.ts';

const BIN = fileURLToPath(new URL('../../../../packages/migrator/bin/migrate.cjs', import.meta.url));

/** Writes a workspace with the shop as `a1`, what the case needs as `a2`, and its revision as `b1`, which no commit has. */
export function writeFixWorkspace(root: string, { given = '', up, down, options, downOptions }: FixCase): void {
  const folder = join(root, 'features/shop/migrations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "name": "bench", "private": true }');
  writeFileSync(join(root, 'migrate.config.json'), '{}');
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop", "schema": null }');
  const marker = (direction: string, text = '') => `-- migrate:${direction}${text === '' ? '' : ` ${text}`}`;
  const write = (id: string, revises: string, upgrade: readonly string[], downgrade: readonly string[]): void =>
    writeFileSync(
      join(folder, `${id}.sql`),
      [`-- revision: ${id}`, revises, `-- message: ${id}`, '', ...upgrade, '', ...downgrade, ''].join('\n'),
    );
  const last = [marker('downgrade', 'irreversible="below what is measured"')];
  write('a1', '-- branch-label: shop', [marker('upgrade'), SHOP], last);
  write('a2', '-- revises: a1', [marker('upgrade'), given], last);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=b@e', ...args], { cwd: root });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'base');
  git('checkout', '-qb', 'topic');
  write('b1', '-- revises: a2', [marker('upgrade', options), up], [marker('downgrade', downOptions), down]);
}

/** Runs `migrate … --yes --json` and gives its answer. Throws what it says when it fails. */
export async function migrate(cwd: string, url: string, ...args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [BIN, ...args, '--yes', '--json', '--url', url], {
    ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0 && code !== 3) throw new Error(`migrate ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
  return JSON.parse(stdout);
}
