// `npm run bench:telemetry`: what spans and metrics of OpenTelemetry cost a run of 1,000 revisions, in CPU time of the run and of the server, in pairs with and without an SDK in the
// same process. Goal: at most 3 %. Exits with 1 when it is missed. `--revisions <n>` (1000), `--rounds <n>` (9).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { metrics, trace } from '@opentelemetry/api';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createMigrator } from '../../../packages/migrator/dist/index.js';
import { startScratchServer } from '../apply/scratch-server.mjs';
import { median } from '../measure.mjs';
import { peer, record } from '../record.mjs';

const MOST = 0.03;
const { values } = parseArgs({ options: { revisions: { type: 'string' }, rounds: { type: 'string' } } });
const revisions = Number(values.revisions ?? 1000);
const rounds = Number(values.rounds ?? 9);

/** Takes what a batch processor hands over, as an exporter does, and sends it nowhere. */
let exported = 0;
const exporter = {
  /** @param {readonly unknown[]} spans @param {(result: { code: number }) => void} done */
  export(spans, done) {
    exported += spans.length;
    done({ code: 0 });
  },
  shutdown: async () => undefined,
};

const metricExporter = {
  /** @param {unknown} _all @param {(result: { code: number }) => void} done */
  export: (_all, done) => done({ code: 0 }),
  selectAggregationTemporality: () => AggregationTemporality.CUMULATIVE,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

const root = mkdtempSync(join(tmpdir(), 'braid-bench-'));
const folder = join(root, 'features/shop/migrations');
mkdirSync(folder, { recursive: true });
writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
for (let n = 0; n < revisions; n += 1) {
  const id = `r${String(n).padStart(5, '0')}`;
  const parent = n === 0 ? '' : `r${String(n - 1).padStart(5, '0')}`;
  const label = n === 0 ? '-- branch-label: shop\n' : '';
  const up = `create table t${n} (id bigint primary key, name text not null, at timestamptz default now());\ncreate index on t${n} (name);`;
  writeFileSync(
    join(folder, `${id}.sql`),
    `-- revision: ${id}\n-- revises: ${parent}\n${label}-- message: ${id}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade\ndrop table t${n};\n`,
  );
}

const server = await startScratchServer();
try {
  /** @param {boolean} recorded @param {number} round */
  const once = async (recorded, round) => {
    const name = `bench_telemetry_${round}_${recorded ? 'on' : 'off'}`;
    const url = await server.createDatabase(name);
    const provider = new BasicTracerProvider({
      spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 10_000 })],
    });
    if (recorded) {
      trace.setGlobalTracerProvider(provider);
      // Without a reader nothing would be recorded.
      const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 });
      metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    }
    const before = await server.sessionCpu(name);
    const own = process.cpuUsage();
    const began = performance.now();
    await createMigrator({ root, url }).upgrade();
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(own);
    const there = (await server.sessionCpu(name)) - before;
    await provider.forceFlush();
    await provider.shutdown();
    trace.disable();
    metrics.disable();
    return { own: (user + system) / 1000, there, wall };
  };
  /** @type {{ more: number, own: number, there: number, wall: number }[]} */
  const pairs = [];
  for (let round = 0; round <= rounds; round += 1) {
    const first = round % 2 === 0;
    const one = await once(first, round);
    const two = await once(!first, round);
    const [on, off] = first ? [one, two] : [two, one];
    if (round === 0) continue;
    pairs.push({ more: on.own - off.own, own: off.own, there: off.there, wall: on.wall / off.wall - 1 });
    console.log(
      `round ${round}: ${Math.round(off.own)} ms CPU of Node without, ${Math.round(on.own)} with; of the server ${Math.round(off.there)} and ${Math.round(on.there)}; wall ${Math.round(off.wall)} and ${Math.round(on.wall)}`,
    );
  }
  const [more, own, there, wall] = [
    median(pairs.map((pair) => pair.more)),
    median(pairs.map((pair) => pair.own)),
    median(pairs.map((pair) => pair.there)),
    median(pairs.map((pair) => pair.wall)),
  ];
  const share = more / (own + there);
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; load average ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `${revisions} revisions, ${Math.round(exported / (rounds + 1))} spans: ${Math.round(more)} ms more CPU of Node, which needs ${Math.round(own)} without, and the server ${Math.round(there)}: ${(share * 100).toFixed(1)} % of a run; ${(wall * 100).toFixed(1)} % more time (medians of ${rounds} pairs); goal ${MOST * 100} % of a run`,
  );
  const percent = (/** @type {number} */ of) => `${(of * 100).toFixed(1)}%`;
  record('telemetry', {
    rounds,
    missed: share > MOST ? [`${percent(share)} of a run, not ≤ ${percent(MOST)}`] : [],
    server: `PostgreSQL ${server.version} ${server.place}`,
    peers: [peer('@opentelemetry/sdk-trace-base')],
    tables: [
      {
        columns: [`${revisions} revisions, ${Math.round(exported / (rounds + 1))} spans`, 'measured', 'goal'],
        rows: [
          ['CPU of a run without telemetry: Node', `${Math.round(own)} ms`, ''],
          ['… the server', `${Math.round(there)} ms`, ''],
          ['more CPU of Node with telemetry', `${Math.round(more)} ms`, ''],
          ['… of the CPU of a run', percent(share), `≤ ${percent(MOST)}`],
          ['more wall time', percent(wall), ''],
        ],
      },
    ],
  });
  if (share > MOST) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
}
