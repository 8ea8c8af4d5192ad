import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const MODULES = resolve(import.meta.dirname, '../../../../../node_modules');

/** A workspace of one slice with a schema of drizzle-orm 1, beside the files of another tool. */
export async function foreignProject(schema: string, files: Readonly<Record<string, string>>) {
  const root = makeTempDir('braid-adopt-');
  onTestFinished(() => removeTempDir(root));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(MODULES, 'drizzle-orm'), join(root, 'node_modules/drizzle-orm'));
  write('package.json', '{ "name": "shop", "private": true, "type": "module" }\n');
  write('migrate.config.json', '{ "slices": ["db"] }\n');
  write('db/slice.json', '{ "label": "shop", "schema": "./schema.ts", "migrations": "./migrations" }\n');
  write('db/schema.ts', schema);
  for (const [file, text] of Object.entries(files)) write(file, text);
  const cli = async (url: string, ...argv: readonly string[]): Promise<CliResult> =>
    await runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
  return { root, write, cli, read: (file: string): string => readFileSync(join(root, file), 'utf8') };
}
