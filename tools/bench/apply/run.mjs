// `npm run bench:apply`: whole processes that apply, revert or find nothing to do, against psql and the tools of Node, in one interleaved run on one
// server. Prints each case when it ends and exits with 1 when a goal is missed. `--quick` is a smoke run without goals; `--rounds <n>` (5),
// `--only <words of a title>`. Method, goals and figures: docs/benchmarks.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { peer, record } from '../record.mjs';
import { planCases } from './cases.mjs';
import { measureCase } from './measure-case.mjs';
import { psqlVersion } from './psql.mjs';
import { report } from './report.mjs';
import { startScratchServer } from './scratch-server.mjs';
import { startSlowRelay } from './slow-relay.mjs';
import { floor } from './tools.mjs';

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string' }, only: { type: 'string' } },
});
const rounds = values.quick ? 1 : Number(values.rounds ?? 5);
const sizes = values.quick ? { long: 100, short: 30, slices: 10 } : { long: 1000, short: 200, slices: 20 };
const load = () => loadavg()[0]?.toFixed(1);
const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const folder = mkdtempSync(join(tmpdir(), 'braid-bench-'));
const server = await startScratchServer();
try {
  const relay = await startSlowRelay(await server.createDatabase('bench_run'), 2);
  const plans = planCases(server, folder, sizes).filter(({ title }) => title.includes(values.only ?? ''));
  if (plans.length === 0) throw new Error(`no case has the words ${values.only} in its title`);
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; medians of ${rounds} interleaved rounds, ratios to the first row; the floor is ${psqlVersion() ?? floor.name}\n`,
  );
  /** @type {string[]} */
  const missed = [];
  /** @type {import('../record.mjs').Table[]} */
  const tables = [];
  for (const { title, prepare } of plans) {
    const before = load();
    const began = performance.now();
    const benchCase = { title, ...(await prepare()) };
    process.stderr.write(`${title}: ready after ${seconds(began)}\n`);
    for (let round = 0; round < rounds; round += 1) {
      const roundBegan = performance.now();
      await measureCase(server, benchCase, round, relay);
      process.stderr.write(`${title}: round ${round + 1} of ${rounds}, ${seconds(roundBegan)}\n`);
    }
    const { text, missed: goals, table } = report(benchCase);
    tables.push(table);
    console.log(`${text}${seconds(began)}; load average ${before} before, ${load()} after\n`);
    if (!values.quick) missed.push(...goals);
  }
  relay.stop();
  record('apply', {
    rounds,
    missed,
    tables,
    server: `PostgreSQL ${server.version} ${server.place}`,
    peers: [psqlVersion() ?? floor.name, ...['drizzle-orm', 'umzug', 'node-pg-migrate'].map(peer)],
  });
  for (const line of missed) console.log(`MISSED ${line}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
