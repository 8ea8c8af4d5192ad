import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import type { MigrateConfig } from '../../../src/config/file/migrate-config.ts';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');
const IMPORTS = "import * as p from 'drizzle-orm/pg-core';\n";

/** A repository of git with slices of a schema each, and a development database. */
export interface Feature {
  readonly root: string;
  readonly database: FreshDatabase;
  schema(slice: string, text: string): void;
  write(file: string, text: string): void;
  read(file: string): string;
  git(...args: readonly string[]): string;
  commit(): void;
  configure(config: MigrateConfig): void;
  /** Files of the slice's revisions and snapshots, with their text. */
  files(slice: string): Readonly<Record<string, string>>;
  /** Name of the newest file of revisions. */
  newest(slice: string): string;
  migrate(...argv: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  /** What it answers with `--json`, or its error. */
  answer(...argv: readonly string[]): Promise<Record<string, unknown> & { readonly exitCode: number }>;
}

/** On `main`, with `schemas` not yet in any revision. */
export async function feature(schemas: Readonly<Record<string, string>>): Promise<Feature> {
  const root = tempDir('braid-amend-');
  const database = await freshDatabase();
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const schema = (slice: string, text: string): void => write(`features/${slice}/src/schema.ts`, IMPORTS + text);
  const configure = (config: MigrateConfig): void =>
    write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl'), ...config }));
  write('package.json', '{ "name": "feature", "type": "module" }');
  write('nx.json', '{}');
  write('.gitignore', '.braid\nnode_modules\n');
  configure({});
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['drizzle-orm', 'drizzle-kit']) {
    symlinkSync(join(NODE_MODULES, name), join(root, 'node_modules', name));
  }
  for (const [slice, text] of Object.entries(schemas)) {
    write(`features/${slice}/slice.json`, JSON.stringify({ label: slice }));
    schema(slice, text);
  }
  const git = (...args: readonly string[]): string => {
    const who = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: root, stdio: 'pipe', encoding: 'utf8' });
  };
  git('init', '-q', '-b', 'main');
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: database.url };
  const migrate = (...argv: readonly string[]) => runCli(argv, { cwd: root, env });
  const names = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${folder}/${name}`)
      .sort();
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  return {
    ...{ root, database, schema, write, read, git, configure, migrate },
    commit() {
      git('add', '-A');
      git('commit', '-qm', 'x');
    },
    files(slice) {
      const folder = `features/${slice}/migrations`;
      return Object.fromEntries([...names(folder), ...names(`${folder}/snapshots`)].map((file) => [file, read(file)]));
    },
    // By their headers: within a second, names are in any order.
    newest(slice) {
      const files = names(`features/${slice}/migrations`);
      const parents = new Set(files.flatMap((file) => /^-- revises: (.+)$/m.exec(read(file))?.[1]?.split(', ') ?? []));
      return files.find((file) => ![...parents].some((id) => file.includes(id))) ?? '';
    },
    async answer(...argv) {
      const { exitCode, stdout, stderr } = await migrate('--json', ...argv);
      const parsed: unknown = JSON.parse(stdout === '' ? stderr : stdout);
      return { ...(typeof parsed === 'object' ? parsed : {}), exitCode };
    },
  };
}
