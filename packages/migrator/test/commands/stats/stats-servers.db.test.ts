import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { parseStats } from '../../../src/lint/stats/parse-stats.ts';
import type { TableStats } from '../../../src/lint/stats/production-stats.ts';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { ask, openPair, type Pair } from '../../support/standby.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await openPair();
});
afterAll(() => pair?.close());

const SCHEMA = `create table orders (id bigint primary key, note text);
insert into orders select g, repeat(md5(g::text), 3) from generate_series(1, 5000) g;
analyze orders`;
const SYNCHRONOUS = 'which replicas are synchronous';

async function shop(): Promise<FreshDatabase> {
  const database = await freshDatabase(pair.url);
  await database.query(SCHEMA);
  return database;
}

async function read(url: string) {
  const root = tempDir();
  writeFileSync(join(root, 'migrate.config.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "name": "w", "private": true }');
  const { exitCode, stdout, stderr } = await runCli(['stats', '--url', url, '--interval', '50ms', '--json'], {
    cwd: root,
  });
  expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
  const stats = parseStats(JSON.parse(stdout).stats);
  if ('problem' in stats) throw new Error(JSON.stringify(stats));
  const orders = stats.tables.find(({ name }: TableStats) => name === 'orders');
  return { stats, orders, missing: stats.notRead.map(({ what }) => what) };
}

/** The same database for a role that has nothing but the memberships. */
async function asRole(database: FreshDatabase, ...memberOf: readonly string[]): Promise<string> {
  const name = `stats_${randomBytes(4).toString('hex')}`;
  await database.query(`create role ${name} login password 'x'`);
  onTestFinished(async () => {
    await ask(pair.url, `drop role ${name}`);
  });
  for (const role of memberOf) await database.query(`grant ${role} to ${name}`);
  return Object.assign(new URL(database.url), { username: name, password: 'x' }).href;
}

test('pg_monitor shows which replicas are synchronous, and no width of a column of tables that it may not read', async () => {
  const database = await shop();
  const all = await read(database.url);
  expect(all.stats.server.replicas).toEqual({ count: 1, synchronous: 0 });
  const { stats, orders, missing } = await read(await asRole(database, 'pg_monitor'));
  expect(stats.server.replicas).toEqual({ count: 1, synchronous: 0 });
  expect(missing).toContain('average widths of columns');
  expect(missing).not.toContain(SYNCHRONOUS);
  expect(orders).toMatchObject({ rows: 5000, columns: null, heapBytes: all.orders?.heapBytes });
  expect(stats.settings).toEqual(all.stats.settings);

  const plain = await read(await asRole(database));
  expect(plain.stats.server.replicas).toEqual({ count: 1, synchronous: null });
  expect(plain.missing).toContain(SYNCHRONOUS);
  expect(plain.orders).toMatchObject({ rows: 5000, heapBytes: all.orders?.heapBytes });
});

test('a server that counts nothing is said to, and its zeros are not those of an idle table', async () => {
  const database = await shop();
  await database.query(`alter database ${database.name} set track_counts = off`);
  const { stats, missing } = await read(database.url);
  expect(stats.settings).toMatchObject({ track_counts: 'off' });
  expect(missing).toContain('reads and writes');
});

test('a standby knows sizes and widths, and says that it counts no writes', async () => {
  const database = await shop();
  const standby = Object.assign(new URL(pair.standbyUrl), { pathname: `/${database.name}` }).href;
  const [written] = await ask(pair.url, 'select pg_current_wal_lsn()::text as at');
  await waitFor('the standby', async () => {
    const [row] = await ask(pair.standbyUrl, `select pg_last_wal_replay_lsn() >= '${written?.at}'::pg_lsn as done`);
    return row?.done === true;
  });
  const [here, there] = [await read(database.url), await read(standby)];
  expect(there.stats.server).toMatchObject({ isStandby: true, replicas: { count: 0 } });
  expect(there.orders).toMatchObject({ rows: 5000, columns: here.orders?.columns, heapBytes: here.orders?.heapBytes });
  expect(there.missing).toEqual([...here.missing, 'writes']);
});
