import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { ORM_045 } from '../../../adapters/drizzle-0.45/kit-031.ts';
import { type CliResult, runCli } from '../../../cli/run-cli.ts';
import { makeTempDir, removeTempDir } from '../../../support/temp-dir.ts';

const ORM_1 = resolve(import.meta.dirname, '../../../../../../node_modules/drizzle-orm');

/** A project with drizzle-orm and nothing else. */
export function pulledProject(orm: '0.45' | '1.0') {
  const root = makeTempDir('braid-pull-');
  onTestFinished(() => removeTempDir(root));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(orm === '1.0' ? ORM_1 : ORM_045, join(root, 'node_modules/drizzle-orm'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', '{ "name": "shop", "private": true, "type": "module" }\n');
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const cli = async (url: string, ...argv: readonly string[]): Promise<CliResult> =>
    await runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
  /** The files below a folder, sorted. */
  const files = (): readonly string[] =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => !/^(?:node_modules|\.braid)/.test(file) && /\.\w+$/.test(file))
      .sort();
  return { root, write, read, cli, files };
}
