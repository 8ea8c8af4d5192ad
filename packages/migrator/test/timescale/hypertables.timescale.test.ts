import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { openRevisionFiles } from '../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../src/adapters/fs/workspace.ts';
import { readLiveCatalog } from '../../src/adapters/scratch/read-live-catalog.ts';
import { revision } from '../../src/commands/revision/revision.ts';
import { compareLive } from '../../src/commands/shared/live/compare-live.ts';
import { tablesByTime } from '../../src/commands/shared/live/tables-by-time.ts';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { Subject } from '../../src/proof/round-trip/subject.ts';
import { describeDifference } from '../../src/schema/difference/describe-difference.ts';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { runCli } from '../cli/run-cli.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../commands/revision/revision-kit.ts';
import { WORKSPACE } from '../features/reference-history.ts';
import { proofTools } from '../proof/proof-kit.ts';
import { realProver, shareProvers } from '../proof/real-prover.ts';

/** TimescaleDB as WebAssembly: one connection at a time, and nothing concurrently. Started by `npm run test:timescale`. */
const url = inject('timescaleUrl');
let client: pg.Client;

async function open(): Promise<void> {
  client = new pg.Client(url);
  await client.connect();
  await client.query('set search_path to public');
}

beforeAll(open);
afterAll(() => client.end());
// The next client would have the session of the last one.
afterEach(async () => {
  await client.query('rollback');
});

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const { rows }: pg.QueryResult<Record<string, unknown>> = await client.query(sql);
  return rows;
}

/** What this server cannot: it builds nothing concurrently, and the search path that it resets to is pg_catalog. */
function fitting(sql: string): string {
  if (/^reset all$/i.test(sql)) return `${sql}; set search_path to public; set braid.skip_data to '14c3bda12953'`;
  return sql.replace(/\bconcurrently\b/gi, '');
}

async function run(script: string): Promise<void> {
  for (const { sql } of splitStatements(script, { slice: 'x', file: 'script.sql' })) await client.query(fitting(sql));
}

async function script(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli([...argv, '--sql'], { cwd: WORKSPACE });
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** What `check --db` finds, which itself takes two connections at once. */
async function drift(): Promise<readonly string[]> {
  const tools = proofTools(WORKSPACE);
  try {
    const workspace = openWorkspace(WORKSPACE);
    const graph = buildGraph(workspace.readHeaders());
    const live = await readLiveCatalog({ url, source: 'test', stateSchema: 'braid' });
    const byTime = tablesByTime({ workspace, files: openRevisionFiles(WORKSPACE), ambient: tools.ambient });
    const subject = new Subject(tools, [], graph);
    const compared = await compareLive(subject, graph.heads, live, ['extension timescaledb'], byTime);
    return compared.differences.map(describeDifference);
  } finally {
    await tools.close();
  }
}

const hypertables = () => query('select hypertable_name as name from timescaledb_information.hypertables');

test('the whole history of the reference workspace, with duplicates resolved, and back to base', async () => {
  await run(await script('ensure-version'));
  await run(await script('upgrade', 'base:6c66344d1758', '--skip-data'));
  expect(await hypertables()).toEqual([{ name: 'market_data' }]);
  const bar = "('A', '1h', '2026-01-05', 1, 2, 1, 2)";
  await query(
    `insert into market_data (symbol, timeframe, ts, open, high, low, close) values ${bar}, ${bar}, ('A', '1h', '2026-03-01', 1, 2, 1, 2)`,
  );
  await run(await script('upgrade', '6c66344d1758:heads', '--skip-data'));
  expect(
    await query(
      'select count(*)::int as n, (select count(*)::int from show_chunks($$market_data$$)) as chunks from market_data',
    ),
  ).toEqual([{ n: 2, chunks: 2 }]);
  await expect(
    query(`insert into market_data (symbol, timeframe, ts, open, high, low, close) values ${bar}`),
  ).rejects.toMatchObject({ code: '23505' });
  // The server has one connection.
  await client.end();
  const cwd = WORKSPACE;
  const listed = await runCli(['partitions', 'ensure', '--url', url], { cwd });
  expect([listed.exitCode, listed.stdout]).toEqual([0, expect.stringContaining('TimescaleDB creates its chunks.')]);
  expect(await drift()).toEqual([]);
  await open();
  await run(await script('downgrade', 'heads:base', '--skip-data'));
  expect(await hypertables()).toEqual([]);
  expect(
    await query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')",
    ),
  ).toEqual([]);
}, 600_000);

shareDemo();
shareProvers();

describe.sequential('a declared hypertable', () => {
  let demo: DemoWorkspace;
  const texts: string[] = [];
  beforeAll(() => {
    const prover = realProver(() => demo);
    demo = demoWorkspace(
      {
        shop: `export const bars = p.pgTable('bars', { symbol: p.text().notNull(), ts: p.timestamp({ withTimezone: true }).notNull(), close: p.numeric() },
          (t) => [p.primaryKey({ columns: [t.symbol, t.ts] }), p.index('bars_ts_idx').on(t.ts)]);
          export const newest = p.pgView('newest', { symbol: p.text() }).as(sql\`select symbol from bars\`);`,
      },
      prover,
    );
  });

  /** Writes a revision, proven on a server without TimescaleDB, and gives its two sections. */
  async function write(declaration: string): Promise<{ readonly up: string; readonly down: string }> {
    demo.write('features/shop/sql/bars.sql', `${declaration}\n`);
    const { revisions } = await revision(demo.bench(), { message: 'change' });
    expect(revisions).toHaveLength(1);
    const [, up = '', down = ''] = (revisions[0]?.text ?? '').split(/-- migrate:(?:up|down)grade[^\n]*\n/);
    texts.push(up);
    return {
      up: `begin;\n${up};\ncommit;`.replace(/;\s*;/g, ';'),
      down: `begin;\n${down};\ncommit;`.replace(/;\s*;/g, ';'),
    };
  }

  const state = async () => ({
    hypertables: (await hypertables()).length,
    jobs: (
      await query(
        "select proc_name as job, coalesce(config ->> 'compress_after', config ->> 'drop_after') as after from timescaledb_information.jobs where hypertable_name = 'bars' order by 1",
      )
    ).map(({ job, after }) => `${job} ${after}`),
    rows: (await query('select count(*)::int as n from bars'))[0]?.n,
    indexes: (await query("select indexname as name from pg_indexes where tablename = 'bars' order by 1")).map(
      ({ name }) => name,
    ),
  });

  test('comes to a table with rows, changes its policies, and goes, both ways', async () => {
    const plain = await write('-- nothing yet');
    const made = await write('-- hypertable: bars by ts, chunk 7d, else every year ahead 1');
    const changed = await write(
      '-- hypertable: bars by ts, chunk 1d, compress after 30d, segment by (symbol), retain 20y, else every year ahead 1',
    );
    const gone = await write('-- no more');
    const indexes = ['bars_pkey', 'bars_ts_idx'];
    await run(plain.up);
    await query(
      "insert into bars select 's' || n % 3, '2026-01-01'::timestamptz + n * interval '1 hour', n from generate_series(1, 500) n",
    );
    const before = { hypertables: 0, jobs: [], rows: 500, indexes };
    expect(await state()).toEqual(before);
    const hyper = { ...before, hypertables: 1 };
    const policies = { ...hyper, jobs: ['policy_compression 30 days', 'policy_retention 20 years'] };
    for (const [sql, expected] of [
      [made.up, hyper],
      [made.down, before],
      [made.up, hyper],
      [changed.up, policies],
      [changed.down, hyper],
      [changed.up, policies],
    ] as const) {
      await run(sql);
      expect(await state()).toEqual(expected);
    }
    expect(await query("select compress_chunk(c)::text as chunk from show_chunks('bars') c limit 1")).toHaveLength(1);
    await run(gone.up);
    expect(await state()).toEqual(before);
    await run(gone.down);
    expect(await state()).toEqual(policies);
    await run('drop view newest; drop table bars');
  }, 600_000);

  test('without else is refused where the extension is missing, and made where it is', async () => {
    demo.write('features/shop/sql/bars.sql', '-- hypertable: bars by ts, chunk 7d\n');
    await expect(revision(demo.bench(), { message: 'nowhere else' })).rejects.toMatchObject({
      message: expect.stringContaining('create_hypertable'),
    });
  });
});
