// `npm run bench:apply`: whole processes that apply, take back or find nothing to do, against psql and the tools of Node, in one interleaved run on one
// server. Prints ratios and exits with 1 when a goal is missed. `--quick` is a smoke run without goals; `--rounds <n>` (5), `--only <words of a title>`.
// Method, goals and figures: docs/benchmarks.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareCases } from './cases.mjs';
import { measureCase } from './measure-case.mjs';
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

const folder = mkdtempSync(join(tmpdir(), 'braid-bench-'));
const server = await startScratchServer();
try {
  const relay = await startSlowRelay(await server.createDatabase('bench_run'), 2);
  const before = load();
  const prepared = await prepareCases(server, folder, sizes);
  const cases = prepared.filter(({ title }) => title.includes(values.only ?? ''));
  for (let round = 0; round < rounds; round += 1) {
    for (const benchCase of cases) {
      const began = performance.now();
      await measureCase(server, benchCase, round, relay);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stderr.write(`round ${round + 1} of ${rounds}: ${benchCase.title}, ${seconds} s\n`);
    }
  }
  relay.stop();
  console.log(
    `PostgreSQL ${server.version}, Node ${process.versions.node}; medians of ${rounds} interleaved rounds, ratios to the first row;`,
  );
  console.log(`load average ${before} before, ${load()} after; the floor is ${floor.name}\n`);
  const reports = cases.map(report);
  for (const { text } of reports) console.log(text);
  const missed = values.quick ? [] : reports.flatMap((each) => each.missed);
  for (const line of missed) console.log(`MISSED ${line}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
