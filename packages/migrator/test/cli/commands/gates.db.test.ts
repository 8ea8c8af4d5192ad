import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');
const [header = [], , ...rows] =
  readFileSync(join(REPOSITORY, 'docs/exit-codes.md'), 'utf8')
    .split('## Gates')[1]
    ?.split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    ) ?? [];
const gates = header.slice(1);

const SLICE = 'features/shop';
const MIGRATIONS = `${SLICE}/migrations`;
const SCHEMA = `import * as p from 'drizzle-orm/pg-core';
export const a = p.pgTable('a', { id: p.integer().primaryKey() });
export const b = p.pgTable('b', { id: p.integer().primaryKey() });
`;
const entities = (tables: readonly string[]): string =>
  tables
    .flatMap((name) => [
      `{ "entity": "table", "schema": "public", "name": "${name}" }`,
      `{ "entity": "column", "schema": "public", "table": "${name}", "name": "id", "notNull": true, "type": "integer" }`,
      `{ "entity": "primary-key", "schema": "public", "table": "${name}", "name": "${name}_pkey", "columns": ["id"] }`,
    ])
    .join(',\n');

const LOSSY = ' lossy="all rows"';

let root = '';
let database: FreshDatabase;
/** Kept from row to row with the scratch server and the proofs. */
beforeAll(() => {
  root = makeTempDir('braid-gates-');
});
afterAll(() => removeTempDir(root));

const write = (file: string, text: string): undefined => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const remove = (file: string): undefined => {
  rmSync(join(root, file), { recursive: true });
};
const revision = (id: string, header: string, up: string, down: string, marker = ''): undefined =>
  write(
    `${MIGRATIONS}/${id}.sql`,
    `-- revision: ${id}\n${header}-- message: ${id}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade${marker}\n${down}\n`,
  );
const snapshotOf = (id: string, tables: readonly string[]): undefined =>
  write(
    `${MIGRATIONS}/snapshots/${id}.json`,
    `{ "braid": 1, "slice": "shop", "revision": "${id}", "entities": [\n${entities(tables)}\n] }`,
  );

/** A slice with two revisions that fit its schema. */
async function begin(): Promise<void> {
  for (const name of ['features', 'migrate.config.json']) rmSync(join(root, name), { recursive: true, force: true });
  if (root !== '') write('migrate.config.json', '{}');
  rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  write(`${SLICE}/slice.json`, '{ "label": "shop" }');
  write(`${SLICE}/src/schema.ts`, SCHEMA);
  revision('a1', '-- branch-label: shop\n', 'create table a (id integer primary key);', 'drop table a;', LOSSY);
  revision('b1', '-- revises: a1\n', 'create table b (id integer primary key);', 'drop table b;', LOSSY);
  snapshotOf('a1', ['a']);
  snapshotOf('b1', ['a', 'b']);
  database = await freshDatabase();
  await runCli(['upgrade', 'heads', '--url', database.url], { cwd: root });
}

/** A slice with a table and a new column of it; above the table, and beside the column, a revision of the first one. */
async function beside(up: string, down: string): Promise<void> {
  write('features/other/slice.json', '{ "label": "other", "schema": null }');
  const file = (id: string, header: string, sql: string, back: string): undefined =>
    write(
      `features/other/migrations/${id}.sql`,
      `-- revision: ${id}\n${header}-- message: ${id}\n\n-- migrate:upgrade\n${sql}\n\n-- migrate:downgrade${LOSSY}\n${back}\n`,
    );
  file('o1', '-- branch-label: other\n', 'create table other (id integer);', 'drop table other;');
  file('o2', '-- revises: o1\n', 'alter table other add column n integer;', 'alter table other drop column n;');
  revision('c1', '-- revises: b1\n-- depends-on: o1\n-- alters: other "a trial"\n', up, down, LOSSY);
  await runCli(['upgrade', 'heads', '--url', database.url], { cwd: root });
}

type SetUp = {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

/** What is wrong in each row of the table; how the commands are given when that is it. */
const WRONG: Readonly<Record<string, () => SetUp | undefined | Promise<undefined>>> = {
  'nothing is wrong': () => undefined,
  'there is no slice where the command is run': () => remove('features'),
  'nothing names a database in production': () => ({ argv: [], env: { NODE_ENV: 'production', DATABASE_URL: '' } }),
  'a slice that is named does not exist': () => ({ argv: ['--slice', 'shpo', '--url', database.url] }),
  'the database cannot be reached': () => ({ argv: ['--url', 'postgres://postgres@127.0.0.1:1/none'] }),
  'a revision file cannot be read': () => write(`${MIGRATIONS}/c1.sql`, 'create table c ();\n'),
  'the slice.json of a slice with revisions is gone': () => {
    write('features/other/slice.json', '{ "label": "other", "schema": null }');
    write('features/lost/migrations/l1.sql', '-- revision: l1\n');
  },
  'the schema has something that no revision makes': () =>
    write(`${SLICE}/src/schema.ts`, `${SCHEMA}export const c = p.pgTable('c', { id: p.integer() });\n`),
  'a slice with a schema has no revision': () => {
    write('features/risk/slice.json', '{ "label": "risk" }');
    write('features/risk/src/schema.ts', SCHEMA.replaceAll("'a'", "'r'").replaceAll("'b'", "'s'"));
  },
  'a snapshot is gone': () => remove(`${MIGRATIONS}/snapshots/b1.json`),
  'a snapshot has no revision': () => snapshotOf('c1', ['a', 'b']),
  'a slice was renamed, its branch label was not': () => {
    renameSync(join(root, SLICE), join(root, 'features/store'));
    write('features/store/slice.json', '{ "label": "store" }');
  },
  'a slice has two heads': () =>
    revision('b2', '-- revises: a1\n', 'insert into a values (7);', 'delete from a where id = 7;'),
  'a downgrade does not bring the schema back': () => {
    revision('c1', '-- revises: b1\n', 'alter table b add column n integer;', 'select 1;');
    write(
      `${SLICE}/src/schema.ts`,
      SCHEMA.replace("'b', { id: p.integer().primaryKey()", "'b', { id: p.integer().primaryKey(), n: p.integer()"),
    );
    write(
      `${MIGRATIONS}/snapshots/c1.json`,
      `{ "braid": 1, "slice": "shop", "revision": "c1", "entities": [\n${entities(['a', 'b'])},\n{ "entity": "column", "schema": "public", "table": "b", "name": "n", "type": "integer" }\n] }`,
    );
  },
  'two slices meet, and nothing orders them': async () => {
    await beside('create view w as select * from other;', 'drop view w;');
  },
  'the downgrade of one slice meets another, and nothing orders them': async () => {
    await beside('select 1;', 'drop table other;');
  },
  'a revision is not applied': async () =>
    void (await runCli(['downgrade', 'shop@a1', '--url', database.url], { cwd: root })),
  'an applied revision has no file': () => {
    remove(`${MIGRATIONS}/b1.sql`);
    remove(`${MIGRATIONS}/snapshots/b1.json`);
    write(`${SLICE}/src/schema.ts`, SCHEMA.replace(/export const b.*/, ''));
  },
  'drafts of migrate dev are applied': async () => {
    write(`${SLICE}/src/schema.ts`, `${SCHEMA}export const d = p.pgTable('d', { id: p.integer() });\n`);
    const { exitCode } = await runCli(['dev', '--once', '--url', database.url], { cwd: root });
    expect(exitCode).toBe(0);
  },
  'an applied file was edited': () =>
    revision('b1', '-- revises: a1\n', 'create table b (id integer primary key);', 'drop table if exists b;', LOSSY),
  'somebody changed the database by hand': async () => void (await database.query('create table stray (id integer)')),
};

test('each row is tried, and each trial is a row', () => {
  expect(rows.map(([name]) => name)).toEqual(Object.keys(WRONG));
});

describe.each(rows)('%s', (name, ...codes) => {
  test(codes.join(' '), async () => {
    await begin();
    const { argv = ['--url', database.url], env = {} } = (await WRONG[name]?.()) ?? {};
    const ended: Record<string, number> = {};
    for (const [at, gate] of gates.entries()) {
      if (codes[at] === '-') continue;
      const { exitCode } = await runCli([...gate.split(' '), ...argv], { cwd: root, env });
      ended[gate] = exitCode;
    }
    const expected = gates.flatMap((gate, at) => (codes[at] === '-' ? [] : [[gate, Number(codes[at])]]));
    expect(ended).toEqual(Object.fromEntries(expected));
  });
});
