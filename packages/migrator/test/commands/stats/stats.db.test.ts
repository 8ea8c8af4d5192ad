import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { parseStats } from '../../../src/lint/stats/parse-stats.ts';
import type { TableStats } from '../../../src/lint/stats/production-stats.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const SCHEMA = `create table orders (id bigint primary key, note text, secret text);
insert into orders select g, repeat(md5(g::text), 3), 'hunter2' from generate_series(1, 5000) g;
create index on orders (note);
create table never (id bigint);
insert into never select generate_series(1, 100);
alter table never set (autovacuum_enabled = off);
create table empty (id bigint);
create table parts (id bigint) partition by range (id);
create table parts_1 partition of parts for values from (0) to (1000);
create table parts_2 partition of parts for values from (1000) to (2000);
insert into parts select generate_series(0, 1499);
analyze orders, parts, parts_1, parts_2;`;

async function database() {
  const fresh = await freshDatabase();
  onTestFinished(() => fresh.drop());
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(SCHEMA);
  const root = tempDir();
  writeFileSync(join(root, 'migrate.config.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "name": "w", "private": true }');
  const read = async (url: string = fresh.url, ...args: readonly string[]) => {
    const argv = ['stats', '--url', url, '--interval', '50ms', ...args];
    return await runCli(argv, { cwd: root });
  };
  return { fresh, client, root, read };
}

test('writes what the catalog says, in a file that lint reads, and no value of any row', async () => {
  const { client, root, read } = await database();
  const { exitCode, stdout } = await read(undefined, '--out', 'stats.json');
  expect(stdout).toMatch(/Wrote stats\.json\. Use it: migrate lint --stats stats\.json/);
  expect(exitCode).toBe(0);
  const text = readFileSync(join(root, 'stats.json'), 'utf8');
  expect(text).not.toContain('hunter2');
  const stats = parseStats(JSON.parse(text));
  if ('problem' in stats) throw new Error(JSON.stringify(stats));
  const of = (name: string): TableStats | undefined => stats.tables.find((each) => each.name === name);
  const { rows } = await client.query(
    `select pg_relation_size('orders')::float8 as heap, pg_indexes_size('orders')::float8 as indexes,
      pg_table_size('orders')::float8 - pg_relation_size('orders') as toast, current_setting('TimeZone') as zone`,
  );
  expect(of('orders')).toMatchObject({
    ...{ kind: 'table', rows: 5000, heapBytes: rows[0].heap, indexBytes: rows[0].indexes, isEstimate: false },
    columns: [{ name: 'id', width: 8, distinct: -1 }, { name: 'note', width: 97 }, { name: 'secret' }],
  });
  expect(of('never')).toMatchObject({ rows: null, columns: null });
  expect(of('empty')).toMatchObject({ rows: 0, heapBytes: 0 });
  expect(of('parts')).toMatchObject({ kind: 'partitioned', rows: 1500 });
  expect(of('parts_1')).toMatchObject({ rows: 1000, partitionOf: { schema: 'public', name: 'parts' } });
  expect(of('parts')?.heapBytes).toBe((of('parts_1')?.heapBytes ?? 0) + (of('parts_2')?.heapBytes ?? 0));
  expect(stats.settings).toMatchObject({ TimeZone: rows[0].zone, maintenance_work_mem: expect.stringMatching(/kB$/) });
  expect(stats.notRead).toContainEqual(expect.objectContaining({ what: 'numbers of rows', of: ['public.never'] }));
});

test('a role that may only connect sees sizes, and what it does not see is said', async () => {
  const { fresh, client, read } = await database();
  const role = `stats_${process.pid}_${Date.now()}`;
  await client.query(`create role ${role} login password 'x'`);
  onTestFinished(async () => {
    await client.query(`drop role ${role}`);
  });
  const url = new URL(fresh.url);
  url.username = role;
  url.password = 'x';
  const { exitCode, stdout } = await read(url.href, '--json');
  expect(exitCode).toBe(0);
  const { stats } = JSON.parse(stdout);
  const orders = stats.tables.find(({ name }: TableStats) => name === 'orders');
  expect(orders).toMatchObject({ rows: 5000, columns: null });
  expect(orders.heapBytes).toBeGreaterThan(0);
  expect(stats.notRead).toContainEqual(
    expect.objectContaining({ what: 'average widths of columns', of: expect.arrayContaining(['public.orders']) }),
  );
});

test('a lock in the way is not waited for, and the sizes of before count', async () => {
  const { client, read } = await database();
  await client.query('begin; lock table orders in access exclusive mode');
  const { exitCode, stdout } = await read(undefined, '--json');
  await client.query('rollback');
  expect(exitCode).toBe(0);
  const { stats } = JSON.parse(stdout);
  const orders = stats.tables.find(({ name }: TableStats) => name === 'orders');
  expect(orders).toMatchObject({ rows: 5000, isEstimate: true });
  expect(orders.heapBytes).toBeGreaterThan(0);
  expect(stats.notRead).toContainEqual(expect.objectContaining({ what: 'sizes of files', of: ['public.orders'] }));
});

test('reads and writes between the samples are counted', async () => {
  const { client, read } = await database();
  const running = read(undefined, '--interval', '3s', '--json');
  let isOver = false;
  const busy = (async () => {
    while (!isOver) {
      await client.query('select * from orders where id = 7; insert into empty values (1)');
      // Counters of a session are told by its next transaction after a second.
      await client.query('select pg_stat_force_next_flush()').catch(() => undefined);
    }
  })();
  const { stdout } = await running;
  isOver = true;
  await busy;
  const of = (name: string) => JSON.parse(stdout).stats.tables.find((each: TableStats) => each.name === name);
  expect(of('orders').perSecond.reads).toBeGreaterThan(1);
  expect(of('empty').perSecond.writes).toBeGreaterThan(1);
  expect(of('never').perSecond).toEqual({ reads: 0, writes: 0 });
});
