// `npm run bench:locks`: how long readers of a busy table wait while ten revisions alter it and a long transaction is in the way. Exits with 1 when the
// readers' p99 during our migration is more than three times that without one. `--quick` is a smoke run without the goal; `--rounds <n>` (3).
// Method, goals and figures: docs/benchmarks.md.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startScratchServer } from '../apply/scratch-server.mjs';
import { median } from '../measure.mjs';
import { record } from '../record.mjs';
import { busyTable, writeWorkspace } from './alterations.mjs';
import { measureMode, percentile } from './measure-mode.mjs';
import { modes } from './modes.mjs';

const MOST = 3;
const { values } = parseArgs({ options: { quick: { type: 'boolean' }, rounds: { type: 'string' } } });
const rounds = values.quick ? 1 : Number(values.rounds ?? 3);
const load = () => loadavg()[0]?.toFixed(1);

const workspace = mkdtempSync(join(tmpdir(), 'braid-bench-'));
writeWorkspace(workspace);
const server = await startScratchServer();
try {
  await server.createDatabase('bench_busy');
  for (const sql of busyTable) await server.query('bench_busy', sql);
  const before = load();
  const results = modes.map((mode) => ({ mode, runs: /** @type {import('./measure-mode.mjs').ModeResult[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { mode, runs } of results) {
      runs.push(await measureMode(mode, await server.createDatabase('bench_run', 'bench_busy'), workspace));
      const [columns] = await server.query(
        'bench_run',
        `select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid = 'accounts'::regclass and attnum > 0 and not attisdropped`,
      );
      const expected = `id owner balance${mode.migrates ? ' remark score closed_at' : ''}`;
      if (columns !== expected) throw new Error(`${mode.name} left the columns ${columns}`);
      process.stderr.write(`round ${round + 1} of ${rounds}: ${mode.name}\n`);
    }
  }
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; medians of ${rounds} rounds, latencies in ms of what was due during the migration;`,
  );
  console.log(`load average ${before} before, ${load()} after\n`);
  console.log(
    'mode               readers    p50     p95     p99     max   >100 ms  writers p99   done s   p99 ratio   goal',
  );
  const quiet = results[0]?.runs ?? [];
  /** @type {string[]} */
  const missed = [];
  /** @type {string[][]} */
  const rows = [];
  for (const { mode, runs } of results) {
    const over = (/** @type {(run: import('./measure-mode.mjs').ModeResult) => number} */ of) => median(runs.map(of));
    const p99 = (/** @type {import('./measure-mode.mjs').ModeResult | undefined} */ run) =>
      percentile(run?.readers ?? [], 0.99);
    const ratio = median(runs.map((run, round) => p99(run) / p99(quiet[round])));
    const ours = mode.name === 'migrate';
    if (ours && ratio > MOST && !values.quick)
      missed.push(`the readers' p99 is ${ratio.toFixed(2)} times, not ≤ ${MOST}`);
    const figures = [
      over(({ readers }) => readers.length).toFixed(0),
      over(({ readers }) => percentile(readers, 0.5)).toFixed(1),
      over(({ readers }) => percentile(readers, 0.95)).toFixed(1),
      over(p99).toFixed(1),
      over(({ readers }) => readers.at(-1) ?? 0).toFixed(0),
      over(({ readers }) => readers.filter((latency) => latency > 100).length).toFixed(0),
      over(({ writers }) => percentile(writers, 0.99)).toFixed(1),
      (over(({ took }) => took) / 1000).toFixed(1),
      ratio.toFixed(2),
    ];
    rows.push([ours ? `**${mode.name}**` : mode.name, ...figures, ours ? `≤ ${MOST}` : '']);
    const widths = [8, 7, 8, 8, 8, 10, 13, 9, 12];
    const cells = figures.map((figure, at) => figure.padStart(widths[at] ?? 8));
    const goal = ours ? `   ≤ ${MOST}${ratio > MOST ? '  MISSED' : ''}` : '';
    console.log(`${mode.name.padEnd(18)}${cells.join('')}${goal}`);
  }
  record('locks', {
    rounds,
    missed,
    server: `PostgreSQL ${server.version} ${server.place}`,
    tables: [
      {
        columns: [
          'latencies in ms',
          'requests of readers',
          'p50',
          'p95',
          'p99',
          'max',
          'over 100 ms',
          'writers p99',
          'done after, s',
          "readers' p99, ratio",
          'goal',
        ],
        rows,
      },
    ],
  });
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await server.stop();
  rmSync(workspace, { recursive: true });
}
