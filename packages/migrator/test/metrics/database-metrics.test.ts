import { expect, test } from 'vitest';
import { type DatabaseFigures, databaseMetrics } from '../../src/metrics/database-metrics.ts';
import { prometheusText } from '../../src/metrics/prometheus-text.ts';
import type { LogEntry } from '../../src/state/log.ts';
import { lastRun, logTotals } from '../../src/state/log-totals.ts';
import { type ParsedSample, parsePrometheus } from './parse-prometheus.ts';

const entry = (more: Partial<LogEntry>): LogEntry => ({
  id: '1',
  action: 'upgrade',
  event: 'done',
  runId: 'r',
  at: '2026-01-01T00:00:00.000Z',
  by: 'me',
  toolVersion: '1',
  ...more,
});

/** Newest first. */
const ENTRIES = [
  entry({ action: 'run', event: 'failed', durationMs: 2500, at: '2026-01-01T00:00:09.000Z' }),
  entry({ slice: 'events', event: 'failed', sqlState: '55P03' }),
  entry({ action: 'run', event: 'started' }),
  entry({ action: 'run', durationMs: 20_000 }),
  entry({ slice: 'events', durationMs: 100 }),
  entry({ slice: 'events', durationMs: 101 }),
  entry({ slice: 'events', durationMs: 3_600_001 }),
];

function samples(more: Partial<DatabaseFigures> = {}, entries: readonly LogEntry[] = ENTRIES): readonly ParsedSample[] {
  const figures: DatabaseFigures = {
    toolVersion: '1.2.3',
    initialized: true,
    slices: [{ slice: 'events', revisions: 5, applied: 3, pending: 2 }],
    halfRuns: 0,
    findings: [],
    holder: undefined,
    totals: {
      at: '2026-01-01T00:01:00.000Z',
      sizeBytes: 9_000_000,
      lastRun: lastRun(entries),
      log: logTotals(entries),
    },
    ...more,
  };
  return parsePrometheus(prometheusText(databaseMetrics(figures), { database: 'app' }));
}

function value(all: readonly ParsedSample[], name: string, labels: Readonly<Record<string, string>> = {}) {
  const found = all.filter(
    (sample) => sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text),
  );
  return found.map((sample) => sample.value);
}

test('what the log comes to', () => {
  const all = samples();
  expect(value(all, 'braid_attempts_total', { action: 'upgrade', result: 'done', slice: 'events' })).toEqual([3]);
  expect(value(all, 'braid_attempts_total', { action: 'downgrade' })).toEqual([0, 0]);
  expect(value(all, 'braid_failures_total', { sqlstate: '55P03' })).toEqual([1]);
  const events = { action: 'upgrade', slice: 'events' };
  expect(value(all, 'braid_duration_seconds_bucket', events)).toEqual([1, 2, 2, 2, 2, 2, 3]);
  expect(value(all, 'braid_duration_seconds_count', events)).toEqual([3]);
  expect(value(all, 'braid_duration_seconds_sum', events)).toEqual([3600.202]);
  expect(value(all, 'braid_last_run_success')).toEqual([0]);
  expect(value(all, 'braid_last_run_duration_seconds')).toEqual([2.5]);
  expect(value(all, 'braid_last_timestamp_seconds', { action: 'run', result: 'failed' })).toEqual([1767225609]);
  expect(all.every(({ labels }) => labels.database === 'app')).toBe(true);
});

test('what is wrong is reported by code, and that nothing is wrong is reported, too', () => {
  expect(value(samples(), 'braid_findings')).toEqual([0, 0, 0]);
  const all = samples({ findings: ['applied-file-edited', 'applied-file-edited', 'other'], halfRuns: 1 });
  expect(value(all, 'braid_findings', { code: 'applied-file-edited' })).toEqual([2]);
  expect(value(all, 'braid_findings', { code: 'other' })).toEqual([1]);
  expect(value(all, 'braid_half_runs')).toEqual([1]);
});

test('a run at work, and one that died', () => {
  const holder = { runId: 'r', host: 'h', pid: 1, runs: 'upgrade', since: '2026-01-01T00:00:00.000Z', expiresAt: '' };
  const active = samples({ holder: { ...holder, expired: false } });
  expect(value(active, 'braid_run_active_seconds')).toEqual([60]);
  expect(value(active, 'braid_lease_abandoned')).toEqual([0]);
  const dead = samples({ holder: { ...holder, expired: true } });
  expect(value(dead, 'braid_run_active')).toEqual([0]);
  expect(value(dead, 'braid_lease_abandoned')).toEqual([1]);
});

test('what is not known is left out, and not 0', () => {
  const all = samples({ totals: { at: '2026-01-01T00:00:00.000Z', sizeBytes: null, lastRun: null, log: [] } });
  const names = new Set(all.map(({ name }) => name));
  for (const name of ['braid_database_size_bytes', 'braid_last_run_success', 'braid_duration_seconds_bucket']) {
    expect(names.has(name)).toBe(false);
  }
});
