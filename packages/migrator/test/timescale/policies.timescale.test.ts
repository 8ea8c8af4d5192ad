import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { runCli } from '../cli/run-cli.ts';
import { smallWorkspace } from '../commands/small-workspace.ts';

/** Four revisions by hand, as docs/partitions.md has them. */
function timeSeries(): string {
  return smallWorkspace([
    {
      ...{ id: 'a1', slice: 'prices', header: '-- branch-label: prices\n' },
      up: "create table bars (symbol text not null, ts timestamptz not null, close numeric not null);\nselect create_hypertable('bars', 'ts', chunk_time_interval => interval '1 day');",
      down: '-- migrate:downgrade\ndrop table bars;',
    },
    {
      ...{ id: 'b1', slice: 'prices', header: '-- revises: a1\n' },
      up: "alter table bars set (timescaledb.compress, timescaledb.compress_segmentby = 'symbol');\nselect add_compression_policy('bars', interval '7 days');",
      down: "-- migrate:downgrade\nselect remove_compression_policy('bars');\nselect decompress_chunk(c, true) from show_chunks('bars') c;\nalter table bars set (timescaledb.compress = false);",
    },
    {
      ...{ id: 'c1', slice: 'prices', header: '-- revises: b1\n' },
      up: "select add_retention_policy('bars', interval '30 days');",
      down: "-- migrate:downgrade\nselect remove_retention_policy('bars');",
    },
    {
      ...{ id: 'd1', slice: 'prices', header: '-- revises: c1\n' },
      up: "create materialized view daily with (timescaledb.continuous) as\n  select symbol, time_bucket('1 day', ts) as day, max(close) as high from bars group by 1, 2 with no data;\nselect add_continuous_aggregate_policy('daily', start_offset => interval '10 days', end_offset => interval '1 hour', schedule_interval => interval '1 hour');",
      down: "-- migrate:downgrade\nselect remove_continuous_aggregate_policy('daily');\ndrop materialized view daily;",
    },
  ]);
}

test('compression, retention and a continuous aggregate come and go by revisions, and do their work', async () => {
  const client = new pg.Client(inject('timescaleUrl'));
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('set search_path to public');
  const rows = async (sql: string): Promise<readonly Record<string, unknown>[]> => (await client.query(sql)).rows;
  const cwd = timeSeries();
  const run = async (...argv: readonly string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await runCli([...argv, '--sql'], { cwd });
    expect(exitCode, stderr).toBe(0);
    for (const { sql } of splitStatements(stdout, { slice: 'x', file: 'script.sql' }))
      await client.query(/^reset all$/i.test(sql) ? `${sql}; set search_path to public` : sql);
  };
  const jobs = () => rows('select proc_name as job from timescaledb_information.jobs where job_id >= 1000 order by 1');

  await run('upgrade', 'base:heads');
  expect(await jobs()).toEqual([
    { job: 'policy_compression' },
    { job: 'policy_refresh_continuous_aggregate' },
    { job: 'policy_retention' },
  ]);
  await client.query(
    "insert into bars select 's' || n % 2, date_trunc('day', now()) - n * interval '6 hours', n from generate_series(1, 240) n",
  );
  const chunks = async () => (await rows("select count(*)::int as n from show_chunks('bars')"))[0]?.n;
  const before = Number(await chunks());
  const work = async (job: string): Promise<void> => {
    const [found] = await rows(`select job_id as id from timescaledb_information.jobs where proc_name = '${job}'`);
    await client.query(`call run_job(${Number(found?.id)})`);
  };
  await work('policy_retention');
  expect(Number(await chunks())).toBeLessThan(before);
  await work('policy_compression');
  expect(
    await rows(
      "select count(*) > 0 as some from timescaledb_information.chunks where hypertable_name = 'bars' and is_compressed",
    ),
  ).toEqual([{ some: true }]);
  await work('policy_refresh_continuous_aggregate');
  expect(
    await rows(
      "select count(*) as n from daily d where high <> (select max(close) from bars b where b.symbol = d.symbol and time_bucket('1 day', b.ts) = d.day)",
    ),
  ).toEqual([{ n: '0' }]);
  expect((await rows('select count(*)::int as n from daily'))[0]?.n).toBeGreaterThan(0);

  await run('downgrade', 'heads:a1');
  expect(await jobs()).toEqual([]);
  expect(await rows("select to_regclass('daily') as view")).toEqual([{ view: null }]);
  await run('upgrade', 'a1:heads');
  expect(await jobs()).toHaveLength(3);
  await run('downgrade', 'heads:base');
  expect(await rows("select to_regclass('bars') as bars")).toEqual([{ bars: null }]);
}, 600_000);
