import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const VERSION = '2.66.0';

/** Rules of squawk about locks that are held for as long as a table is large; the others are about other things. */
const BLOCKING: ReadonlySet<string> = new Set([
  ...[
    'adding-field-with-default',
    'adding-foreign-key-constraint',
    'adding-not-nullable-field',
    'changing-column-type',
  ],
  ...['adding-serial-primary-key-field', 'constraint-missing-not-valid', 'disallowed-unique-constraint'],
  ...['require-concurrent-index-creation', 'adding-required-field', 'require-concurrent-partition-detach'],
  ...['require-concurrent-reindex', 'ban-create-domain-with-constraint', 'ban-alter-domain-with-add-constraint'],
  ...['constraint-not-valid-in-transaction', 'require-concurrent-refresh-materialized-view'],
]);

/** The program from npm, kept in the temporary folder; `undefined` where the registry does not answer. */
export function installSquawk(): string | undefined {
  const folder = join(tmpdir(), `braid-squawk-${VERSION}`);
  const bin = join(folder, 'node_modules/.bin/squawk');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  spawnSync('npm', ['install', `squawk-cli@${VERSION}`, '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
  return existsSync(bin) ? bin : undefined;
}

/** Which of the statements it calls blocking, each in a file of its own. */
export function squawkFinds(bin: string, statements: readonly string[], postgres: string): ReadonlySet<string> {
  const folder = join(tmpdir(), `braid-squawk-${VERSION}`, 'sql');
  mkdirSync(folder, { recursive: true });
  const files = statements.map((sql, at) => {
    const file = join(folder, `${at}.sql`);
    writeFileSync(file, `${sql};\n`);
    return file;
  });
  const args = ['--reporter', 'json', '--pg-version', `${postgres}.0`, ...files];
  const { stdout } = spawnSync(bin, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const found: unknown = JSON.parse(stdout === '' ? '[]' : stdout);
  const violations = Array.isArray(found) ? found : [];
  const flagged = new Set<string>();
  for (const { file, rule_name: rule } of violations) {
    const sql = statements[files.indexOf(String(file))];
    if (sql !== undefined && BLOCKING.has(String(rule))) flagged.add(sql);
  }
  return flagged;
}
