import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCatalog } from '../src/adapters/pg/catalog/read-catalog.ts';
import { describeDifference } from '../src/schema/difference/describe-difference.ts';
import { diffCatalogs } from '../src/schema/difference/diff-catalogs.ts';
import type { Catalog } from '../src/schema/entity/catalog.ts';
import { type FreshDatabase, freshDatabase } from './support/fresh-database.ts';
import { olderMajor } from './support/older-major.ts';
import { runMigrate, startMigrate } from './support/run-migrate.ts';
import type { TestPostgres } from './support/setup/acquire-postgres.ts';
import { tempDir } from './support/temp-dir.ts';
import { waitFor } from './support/wait-for.ts';

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

/** Every revision is applied, and no revision ran twice without being reverted between. */
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

/** Each round kills at another moment of the run; six of them tell nearly as much as twenty. */
const rounds = process.env.BRAID_FAULTS === 'full' ? 20 : 6;

test(`kill -9 in ${rounds} moments spread over a run: the next run ends at the heads, nothing ran twice`, async () => {
  let cutShort = 0;
  for (let round = 0; round < rounds; round += 1) {
    const database = await freshDatabase();
    const watcher = await database.connect();
    const applied = async () => (await watcher.query('select 1 from braid.applied')).rows.length;
    const victim = startMigrate(['upgrade', 'heads', '--url', database.url, '--lease', '300ms'], { cwd });
    let over = false;
    const ended = victim.result.finally(() => {
      over = true;
    });
    const moment = Math.floor((round * (REVISIONS - 4)) / rounds);
    await waitFor(`${moment} revisions`, async () => over || (await applied()) >= moment, { everyMs: 1 });
    victim.kill('SIGKILL');
    const { signal } = await ended;
    const before = await applied();
    if (signal === 'SIGKILL' && before < REVISIONS) cutShort += 1;
    await migrate(database, 'upgrade', 'heads', '--lease', '300ms');
    await expectEachRanOnce(database);
    await database.drop();
  }
  // Else the moments were not those that the test is about.
  expect(cutShort).toBeGreaterThanOrEqual(rounds / 2);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s in the middle of a long statement: exit code %i, nothing half-done, and the lease is free',
  async (signal, code) => {
    const database = await freshDatabase();
    const root = tempDir();
    write(root, 'migrate.config.json', '{}');
    write(root, 'features/a/slice.json', '{"label":"a","schema":"./schema.ts","migrations":"./migrations"}');
    const body =
      '-- migrate:upgrade\ncreate table a (id int);\nselect pg_sleep(60);\n\n-- migrate:downgrade\ndrop table a;\n';
    write(root, 'features/a/migrations/a1.sql', `-- revision: a1\n-- branch-label: a\n-- message: slow\n\n${body}`);
    const running = startMigrate(['upgrade', '--url', database.url], { cwd: root });
    await waitFor('the statement to be running', async () => {
      const [row] = await database.query(
        "select 1 as n from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and datname = current_database() and pid <> pg_backend_pid()",
      );
      return row !== undefined;
    });
    running.kill(signal);
    // Two at once are one.
    await waitFor('the first signal to be heard', () => running.output().stderr.includes('a second signal cancels it'));
    running.kill(signal);
    const { exitCode, stderr } = await running.result;
    expect(stderr).toContain('[interrupted]');
    expect(exitCode).toBe(code);
    expect(await database.query("select to_regclass('public.a') as a")).toEqual([{ a: null }]);
    const status = JSON.parse((await runMigrate(['status', '--json', '--url', database.url], { cwd: root })).stdout);
    expect(status).toMatchObject({ holder: null, halfRuns: [], slices: [{ applied: 0 }] });
  },
);

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
