import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { context, metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMigrator, MigratorError, type RunnerEvent } from '../../../src/index.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const spans = new InMemorySpanExporter();
let measured: InMemoryMetricExporter;
let reader: PeriodicExportingMetricReader;

beforeEach(() => {
  spans.reset();
  measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 3_600_000 });
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterEach(async () => {
  await reader.shutdown();
  for (const api of [trace, metrics, context]) api.disable();
});

function workspace(): string {
  const root = tempDir();
  mkdirSync(join(root, 'features/shop/migrations'), { recursive: true });
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
  writeFileSync(join(root, 'nx.json'), '{}');
  revision(
    root,
    'a1',
    '',
    "create table t (id integer primary key);\ninsert into t select generate_series(1, 10);\ncreate role nobody_telemetry password 'of the test';\ndrop role nobody_telemetry;",
  );
  return root;
}

function revision(root: string, id: string, revises: string, up: string, marker = ''): void {
  const label = revises === '' ? '-- branch-label: shop\n' : '';
  writeFileSync(
    join(root, `features/shop/migrations/${id}.sql`),
    `-- revision: ${id}\n-- revises: ${revises}\n${label}-- message: m\n\n-- migrate:upgrade${marker}\n${up}\n\n-- migrate:downgrade\n`,
  );
}

const named = (name: string): readonly ReadableSpan[] => spans.getFinishedSpans().filter((span) => span.name === name);
const idOf = (span: ReadableSpan | undefined) => span?.spanContext().spanId;

/** Values of each metric, with its attributes. */
async function figures() {
  measured.reset();
  await reader.forceFlush();
  const all = measured.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  return Object.fromEntries(
    all.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.map(({ attributes, value }) => ({
        ...attributes,
        value: typeof value === 'number' ? value : 'count' in value ? value.count : undefined,
      })),
    ]),
  );
}

test('spans run, revision and statement below the active span of the program, and figures beside them', async () => {
  const { url, name } = await freshDatabase();
  const root = workspace();
  revision(root, 'a2', 'a1', 'update t set id = id + 100 where id in (:batch);', ' batch="t(id)" batch-size=500');
  const migrator = createMigrator({ root, url, runs: 'the shop' });
  const outer = trace.getTracer('shop').startSpan('start of the shop');
  await context.with(trace.setSpan(context.active(), outer), () => migrator.upgrade({ targets: ['a1'] }));
  outer.end();

  const [run] = named('braid upgrade');
  expect(run?.parentSpanContext?.spanId).toBe(outer.spanContext().spanId);
  expect(run?.attributes).toMatchObject({
    ...{ 'db.system.name': 'postgresql', 'db.namespace': name, 'server.address': '127.0.0.1' },
    ...{ 'braid.runs': 'the shop', 'braid.result': 'done', 'braid.revisions': 1, 'braid.run_id': expect.any(String) },
  });
  const [one] = named('revision a1');
  expect(one?.parentSpanContext?.spanId).toBe(idOf(run));
  expect(one?.attributes).toMatchObject({
    'braid.revision': 'a1',
    'braid.slice': 'shop',
    'code.file.path': 'features/shop/migrations/a1.sql',
  });
  const statements = spans.getFinishedSpans().filter((span) => span.parentSpanContext?.spanId === idOf(one));
  expect(statements.map((span) => [span.name, span.attributes['db.operation.name']])).toEqual([
    ['CREATE', 'CREATE'],
    ['INSERT', 'INSERT'],
    ['CREATE', 'CREATE'],
    ['DROP', 'DROP'],
  ]);
  expect(statements[1]?.attributes['db.query.text']).toBe('insert into t select generate_series(1, 10)');
  expect(JSON.stringify(statements.map(({ attributes }) => attributes))).not.toContain('of the test');

  await migrator.downgrade({ target: 'base' });
  const found = await figures();
  expect(found).toMatchObject({
    'braid.runs': [
      { 'braid.direction': 'upgrade', 'braid.result': 'done', value: 1 },
      { 'braid.direction': 'downgrade', value: 1 },
    ],
    'braid.revisions': [{ 'braid.slice': 'shop', 'braid.direction': 'upgrade', value: 1 }, { value: 1 }],
    'braid.rollbacks': [{ value: 1 }],
    'braid.run.duration': [{ value: 1 }, { value: 1 }],
    'braid.revision.duration': [{ value: 1 }, { value: 1 }],
    'braid.pending': [{ 'braid.slice': 'shop', 'db.namespace': name, value: 2 }],
    'braid.database.size': [
      { 'braid.moment': 'before', value: expect.any(Number) },
      { 'braid.moment': 'after', value: expect.any(Number) },
    ],
  });
});

test('says what failed and what was waited for, of a command line below TRACEPARENT', async () => {
  const { url, connect } = await freshDatabase();
  const root = workspace();
  const parent = '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';
  const env = { DATABASE_URL: url, TRACEPARENT: `00-${parent}-01` };
  expect(await runCli(['upgrade'], { cwd: root, env })).toMatchObject({ exitCode: 0 });
  expect(named('braid upgrade')[0]?.spanContext().traceId).toBe(parent.split('-')[0]);
  expect(named('braid upgrade')[0]?.parentSpanContext).toMatchObject({ spanId: parent.split('-')[1], isRemote: true });
  spans.reset();

  revision(root, 'b1', 'a1', 'alter table t add column n integer;');
  revision(root, 'b2', 'b1', "insert into t (id) values ('secret');");
  const holder = await connect();
  await holder.query('begin; select from t');
  const blocked = (event: RunnerEvent): void => {
    if (event.type === 'blocked' || event.type === 'retrying') void holder.query('commit');
  };
  const error = await createMigrator({ root, url, onEvent: blocked })
    .upgrade()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'statement-failed' });

  const [failed] = named('revision b2');
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
  expect(failed?.attributes).toMatchObject({ 'error.type': 'statement-failed', 'db.response.status_code': '22P02' });
  expect(named('braid upgrade')[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'statement-failed' });
  expect(named('revision b1')[0]?.events.length).toBeGreaterThan(0);
  const found = await figures();
  expect(found['braid.lock_waits']).toMatchObject([{ value: 1 }]);
  expect(found['braid.runs']).toContainEqual({
    ...{ 'braid.direction': 'upgrade', 'braid.result': 'failed', 'error.type': 'statement-failed', value: 1 },
  });
  expect(found['braid.pending']).toMatchObject([{ value: 1 }]);
});

test('reports drift, also where there is none', async () => {
  const { url, query } = await freshDatabase();
  const root = workspace();
  const env = { DATABASE_URL: url };
  await runCli(['upgrade'], { cwd: root, env });
  const argv = ['check', '--db', '--no-schema'];
  expect(await runCli(argv, { cwd: root, env })).toMatchObject({ exitCode: 0 });
  expect((await figures())['braid.drift.findings']).toEqual([{ value: 0 }]);
  await query('alter table t add column drifted integer');
  expect(await runCli(argv, { cwd: root, env })).toMatchObject({ exitCode: 3 });
  expect((await figures())['braid.drift.findings']).toEqual([{ value: 1 }]);
});

test('an SDK that throws, or never answers, changes nothing about a run', async () => {
  const { url } = await freshDatabase();
  const root = workspace();
  const broken = () => {
    throw new Error('the SDK is broken');
  };
  trace.disable();
  trace.setGlobalTracerProvider({ getTracer: broken });
  const migrator = createMigrator({ root, url });
  expect(await migrator.upgrade()).toMatchObject({ heads: ['a1'] });
  trace.disable();
  trace.setGlobalTracerProvider(
    Object.assign(new BasicTracerProvider(), { forceFlush: () => new Promise<void>(() => undefined) }),
  );
  expect(await runCli(['downgrade', 'base'], { cwd: root, env: { DATABASE_URL: url } })).toMatchObject({ exitCode: 0 });
  revision(root, 'a2', 'a1', 'select nothing;');
  const failure = await migrator.upgrade().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MigratorError);
  expect(failure).toMatchObject({ code: 'statement-failed' });
});
