// `npm run bench:health`: CPU time of the server for one look of `migrate health` at a database of many tables. Goal: at most 1 s for 500. Exits with 1 when it is missed.
// `--tables <n>` (500), `--rounds <n>` (5).
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { lookAtHealth } from '../../../packages/migrator/dist/adapters/pg/health/look-at-health.js';
import { judge } from '../../../packages/migrator/dist/health/judge.js';
import { DEFAULT_LIMITS } from '../../../packages/migrator/dist/health/limits.js';
import { startScratchServer } from '../apply/scratch-server.mjs';
import { median } from '../measure.mjs';
import { record } from '../record.mjs';

const MOST = 1000;
const { values } = parseArgs({ options: { tables: { type: 'string' }, rounds: { type: 'string' } } });
const tables = Number(values.tables ?? 500);
const rounds = Number(values.rounds ?? 5);

/** Ten columns, a sequence, three indexes and a foreign key each. */
const makeTables = `do $$ begin
  create table t0 (id bigserial primary key);
  for n in 1..${tables - 1} loop
    execute format('create table t%s (id serial primary key, other bigint references t0, a text, b text, c int, d int, e numeric, f date, g timestamptz, h jsonb)', n);
    execute format('create index on t%s (other)', n);
    execute format('create index on t%s (c, d)', n);
    execute format('insert into t%s (a, b, c) select i::text, i::text, i from generate_series(1, 100) i', n);
  end loop;
end $$`;

const server = await startScratchServer();
try {
  const url = await server.createDatabase('bench_health');
  await server.query('bench_health', makeTables);
  await server.query('bench_health', 'analyze');
  const request = { orphans: false, bloatBytes: 0 };
  /** @type {number[]} */
  const serverCpu = [];
  /** @type {number[]} */
  const ownCpu = [];
  let found = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const [before, own] = [await server.sessionCpu('bench_health'), process.cpuUsage()];
    const { facts } = await lookAtHealth({ url, source: 'bench', stateSchema: 'braid' }, request);
    found = judge(facts, { limits: { ...DEFAULT_LIMITS, bloatBytes: 0 }, isMade: () => true }, {}).found.length;
    if (facts.tables.length !== tables) throw new Error(`${facts.tables.length} tables were seen`);
    const { user, system } = process.cpuUsage(own);
    const after = await server.sessionCpu('bench_health');
    if (round === 0) continue;
    serverCpu.push(after - before);
    ownCpu.push((user + system) / 1000);
  }
  const [there, here] = [Math.round(median(serverCpu)), Math.round(median(ownCpu))];
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `${tables} tables, ${found} findings: ${there} ms CPU of the server, ${here} ms of Node (medians of ${rounds}); goal ${MOST} ms together`,
  );
  const isMissed = there + here > MOST;
  record('health', {
    rounds,
    missed: isMissed ? [`${there + here} ms, not ≤ ${MOST} ms`] : [],
    server: `PostgreSQL ${server.version} ${server.place}`,
    tables: [
      {
        columns: ['', 'findings', 'CPU of the server', 'CPU of Node', 'together; goal'],
        rows: [[`${tables} tables`, String(found), `${there} ms`, `${here} ms`, `${there + here} ms; ≤ ${MOST} ms`]],
      },
    ],
  });
  if (isMissed) process.exitCode = 1;
} finally {
  await server.stop();
}
