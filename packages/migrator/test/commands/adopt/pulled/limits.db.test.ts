import { expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { pulledProject } from './pulled-project.ts';

/** What neither a schema, `sql/` nor a baseline can say: nothing of it is written or recorded. */
test.each([
  ['an empty database', 'select 1', 'nothing-to-adopt', /has no tables/],
  [
    'a table that inherits another',
    'create table a (x int primary key); create table b (y int) inherits (a)',
    'database-differs',
    /\+ table public\.b/,
  ],
  [
    'a type of ranges',
    'create type span as range (subtype = integer); create table t (a int primary key, s span)',
    'fresh-build-failed',
    /public\.span/,
  ],
])('%s ends in one error, and nothing is written', async (_name, sql, code, said) => {
  const database = await freshDatabase();
  await database.query(sql);
  await refuses(database, code, said);
});

test('a virtual generated column, which PostgreSQL 18 brought, is one of them', async () => {
  const database = await freshDatabase();
  const [{ major } = {}] = await database.query("select current_setting('server_version_num')::int / 10000 as major");
  const made = database.query('create table t (a int primary key, b int generated always as (a * 2) virtual)');
  if (Number(major) < 18) await expect(made).rejects.toThrow();
  else {
    await made;
    await refuses(database, 'snapshot-unsaid', /column t\.b/);
  }
});

async function refuses(database: FreshDatabase, code: string, said: RegExp): Promise<void> {
  const project = pulledProject('1.0');
  const { exitCode, stderr } = await project.cli(database.url, 'adopt', 'database');
  expect([exitCode, stderr.split(' ')[1]]).toEqual([1, `[${code}]`]);
  expect(stderr).toMatch(said);
  expect(project.files()).toEqual(['package.json']);
  expect(await database.query("select to_regclass('braid.applied')::text as applied")).toEqual([{ applied: null }]);
}

test('a configuration that has no folder for slices is said', async () => {
  const database = await freshDatabase();
  await database.query('create table t (a int primary key)');
  const project = pulledProject('1.0');
  project.write('migrate.config.json', '{ "slices": ["src/db"] }');
  const { exitCode, stderr } = await project.cli(database.url, 'adopt', 'database');
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('[slice-folder-unknown]')]);
});
