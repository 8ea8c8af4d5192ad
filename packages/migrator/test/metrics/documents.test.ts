import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkMetrics } from '../../src/metrics/check-metrics.ts';
import { databaseMetrics } from '../../src/metrics/database-metrics.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { runMetrics } from '../../src/metrics/run-metrics.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../../../docs', path), 'utf8');

const ALL: readonly Metric[] = [
  ...databaseMetrics({
    toolVersion: '1',
    initialized: true,
    slices: [],
    halfRuns: 0,
    findings: [],
    holder: undefined,
    totals: { at: '', sizeBytes: 1, lastRun: null, log: [] },
  }),
  ...runMetrics({
    ...{ result: 'failed', direction: 'upgrade', runs: '', tag: null, host: '', startedAt: '', durationMs: 1 },
    ...{ runId: null, database: null, revisions: [], heads: null, retries: 0, lockWaits: 0, lockWaitMs: 0 },
    error: { code: 'x', message: '', hint: null, revision: null, sqlState: null },
  }),
  ...checkMetrics({ findings: [], isDatabaseCompared: true, endedAt: new Date(0) }),
];

/** Those that only the exporter adds. */
const EXPORTER = ['braid_up', 'braid_scrape_failure', 'braid_scrape_duration_seconds'];
const NAMES = [...ALL.map(({ name }) => name), ...EXPORTER].sort();

test('docs/metrics.md explains every metric, and no other', () => {
  const rows = read('metrics.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) => (row.split(' | ')[0] ?? '').match(/braid_\w+/g) ?? []);
  expect(explained.sort()).toEqual(NAMES);
});

test('docs/metrics.md explains every metric of OpenTelemetry, and no other', () => {
  const source = resolve(import.meta.dirname, '../../src/adapters/telemetry');
  const names = (text: string) => [...text.matchAll(/'(braid\.[a-z_.]+)'/g)].map(([, name = '']) => name);
  const recorded = names(
    readFileSync(join(source, 'run-instruments.ts'), 'utf8').split('function instrumentsOf')[1] ?? '',
  );
  const rows = [...read('metrics.md').matchAll(/^\| `(braid\.[a-z_.]+)` \|/gm)].map(([, name = '']) => name);
  expect(recorded.length).toBeGreaterThan(10);
  expect(rows.sort()).toEqual(recorded.sort());
  const attributes = names(readFileSync(join(source, 'run-spans.ts'), 'utf8')).filter(
    (name) => !/rows|attempt|waited/.test(name),
  );
  for (const name of attributes) expect(read('metrics.md')).toContain(`\`${name}\``);
});

test('names are those that Prometheus recommends', () => {
  for (const { name, type, help } of ALL) {
    expect(name).toMatch(/^braid_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(help).toMatch(/^[A-Z].*\.$/);
  }
});

test.each([
  ['ops/alerts.yml', 10],
  ['ops/dashboard.json', 10],
])('%s asks for metrics that there are', (file, atLeast) => {
  const text = read(file);
  const asked = new Set(text.match(/braid_\w+/g)?.map((name) => name.replace(/_bucket$/, '')));
  expect([...asked].filter((name) => !NAMES.includes(name))).toEqual([]);
  expect(asked.size).toBeGreaterThanOrEqual(atLeast);
});

test('each alert says what is wrong and which command tells more', () => {
  const { groups } = parse(read('ops/alerts.yml'));
  for (const { alert, annotations, labels } of groups[0].rules) {
    expect(annotations.summary, alert).toMatch(/\{\{|exporter/);
    expect(annotations.description, alert).toMatch(/migrate \w+|braid_scrape_failure/);
    expect(labels.severity, alert).toMatch(/^(critical|warning)$/);
  }
});
