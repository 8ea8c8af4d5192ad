import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCatalog } from '../src/adapters/pg/catalog/read-catalog.ts';
import type { Catalog } from '../src/schema/catalog.ts';
import { describeDifference } from '../src/schema/describe-difference.ts';
import { diffCatalogs } from '../src/schema/diff-catalogs.ts';
import type { TestPostgres } from './support/acquire-postgres.ts';
import { type FreshDatabase, freshDatabase } from './support/fresh-database.ts';
import { olderMajor } from './support/older-major.ts';
import { runMigrate, startMigrate } from './support/run-migrate.ts';

/** The reference workspace: this repository. */
const cwd = resolve(import.meta.dirname, '../../..');
const REVISIONS = 42;

let older: TestPostgres;
beforeAll(async () => {
  older = await olderMajor();
});
afterAll(() => older.stop());

const servers = [
  ['PostgreSQL 18', () => inject('postgresUrl')],
  ['PostgreSQL 15', () => older.url],
] as const;

async function migrate(database: FreshDatabase, ...args: readonly string[]) {
  const result = await runMigrate([...args, '--url', database.url], { cwd });
  expect(result.exitCode, result.stderr + result.stdout).toBe(0);
  return result;
}

async function catalogOf(database: FreshDatabase): Promise<Catalog> {
  const client = await database.connect();
  return await readCatalog(async (sql, params = []) => (await client.query(sql, [...params])).rows);
}

/** Every revision is applied, and no revision ran twice without being taken back between. */
async function expectEachRanOnce(database: FreshDatabase): Promise<void> {
  const [applied] = await database.query('select count(*)::int as n from braid.applied');
  expect(applied).toEqual({ n: REVISIONS });
  const twice = await database.query(
    "select revision, count(*)::int as n from braid.log where action = 'upgrade' and event = 'done' group by 1 having count(*) <> 1",
  );
  expect(twice).toEqual([]);
  const done = await database.query(
    "select count(distinct revision)::int as n from braid.log where action = 'upgrade' and event = 'done'",
  );
  expect(done).toEqual([{ n: REVISIONS }]);
}

describe.each(servers)('%s', (_name, server) => {
  test('up, down to base and up again end where they began', async () => {
    const database = await freshDatabase(server());
    const empty = await catalogOf(database);
    await migrate(database, 'upgrade', 'heads');
    const first = await catalogOf(database);
    expect(first.entities.length).toBeGreaterThan(200);
    await migrate(database, 'downgrade', 'base');
    expect(diffCatalogs(empty, await catalogOf(database)).map(describeDifference)).toEqual([]);
    expect(JSON.parse((await migrate(database, 'current', '--json')).stdout).current).toEqual([]);
    await migrate(database, 'upgrade', 'heads');
    expect(diffCatalogs(first, await catalogOf(database)).map(describeDifference)).toEqual([]);
    expect(JSON.parse((await migrate(database, 'status', '--json')).stdout)).toMatchObject({ upToDate: true });
  });
});

test('ten at once on an empty database: all succeed, every revision ran once', async () => {
  const database = await freshDatabase();
  const runners = Array.from({ length: 10 }, () => runMigrate(['upgrade', 'heads', '--url', database.url], { cwd }));
  const results = await Promise.all(runners);
  expect(results.map(({ exitCode, stderr }) => (exitCode === 0 ? 'done' : stderr))).toEqual(Array(10).fill('done'));
  await expectEachRanOnce(database);
});

test('kill -9 twenty times at random moments: the next run ends at the heads, nothing ran twice', async () => {
  let cutShort = 0;
  for (let round = 0; round < 20; round += 1) {
    const database = await freshDatabase();
    const victim = startMigrate(['upgrade', 'heads', '--url', database.url, '--lease', '300ms'], { cwd });
    // From the moment in which it begins to work, at some moment of the second that it needs.
    const killer = setTimeout(() => victim.kill('SIGKILL'), 150 + Math.random() * 900);
    const { signal } = await victim.result;
    clearTimeout(killer);
    const [made] = await database.query("select to_regclass('braid.applied') is not null as made");
    const [before] = made?.made ? await database.query('select count(*)::int as n from braid.applied') : [{ n: 0 }];
    if (signal === 'SIGKILL' && before?.n !== 0 && before?.n !== REVISIONS) cutShort += 1;
    await migrate(database, 'upgrade', 'heads', '--lease', '300ms');
    await expectEachRanOnce(database);
    await database.drop();
  }
  // Else the moments were not those that the test is about.
  expect(cutShort).toBeGreaterThan(2);
});
