import { type DatabaseTotals, DURATION_BOUNDS, type LogTotal } from '../state/log-totals.ts';
import type { Metric, Sample } from './metric.ts';

/** What is reported also where it never happened: a counter that appears with its first failure shows no increase. */
const ALWAYS = ['run', 'upgrade', 'downgrade'].flatMap((action) =>
  ['done', 'failed'].map((result) => ({ action, result })),
);

/** What the log comes to. It is append-only, so its counters never fall. */
export function logMetrics({ log, lastRun }: DatabaseTotals): readonly Metric[] {
  const ended = log.filter(({ event }) => event !== 'started');
  const timed = log.filter((total) => total.event === 'done' && total.timed > 0);
  return [
    counter('braid_attempts_total', 'What was attempted, and how it ended.', attempts(ended)),
    counter(
      'braid_failures_total',
      'Failures by the SQLSTATE that the server gave; empty where it was none.',
      sums(
        log.filter(({ event }) => event === 'failed'),
        ({ action, sqlState }) => ({ action, sqlstate: sqlState }),
      ),
    ),
    {
      name: 'braid_duration_seconds',
      type: 'histogram',
      help: 'Duration of finished work: whole runs, and single revisions of each slice.',
      samples: timed.flatMap((total) => histogram(total)),
    },
    gauge('braid_last_run_success', 'Whether the last run that ended was successful.', [
      ...(lastRun === null ? [] : [{ labels: {}, value: lastRun.event === 'done' ? 1 : 0 }]),
    ]),
    gauge('braid_last_run_timestamp_seconds', 'When the last run ended, in seconds since 1970.', [
      ...(lastRun === null ? [] : [{ labels: {}, value: Date.parse(lastRun.at) / 1000 }]),
    ]),
    gauge('braid_last_run_duration_seconds', 'How long the last run that ended has taken.', [
      ...(lastRun === null || lastRun.durationMs === null ? [] : [{ labels: {}, value: lastRun.durationMs / 1000 }]),
    ]),
    gauge('braid_last_timestamp_seconds', 'When this last happened, in seconds since 1970.', latest(ended)),
  ];
}

function attempts(ended: readonly LogTotal[]): readonly Sample[] {
  const happened = sums(ended, ({ action, event, slice }) => ({ action, result: event, slice }));
  const never = ALWAYS.filter(
    ({ action, result }) => !ended.some((one) => one.action === action && one.event === result),
  );
  return [...happened, ...never.map(({ action, result }) => ({ labels: { action, result, slice: '' }, value: 0 }))];
}

/** One sample for each set of labels that `labelsOf` makes. */
function sums(totals: readonly LogTotal[], labelsOf: (total: LogTotal) => Record<string, string>): readonly Sample[] {
  const samples = new Map<string, Sample>();
  for (const total of totals) {
    const labels = labelsOf(total);
    const key = JSON.stringify(labels);
    samples.set(key, { labels, value: (samples.get(key)?.value ?? 0) + total.count });
  }
  return [...samples.values()];
}

function histogram({ action, slice, timed, durationMs, within }: LogTotal): readonly Sample[] {
  const labels = { action, slice };
  return [
    ...DURATION_BOUNDS.map((bound, index): Sample => {
      return { part: 'bucket', labels: { ...labels, le: String(bound / 1000) }, value: within[index] ?? 0 };
    }),
    { part: 'bucket', labels: { ...labels, le: '+Inf' }, value: timed },
    { part: 'sum', labels, value: durationMs / 1000 },
    { part: 'count', labels, value: timed },
  ];
}

function latest(ended: readonly LogTotal[]): readonly Sample[] {
  const times = new Map<string, Sample>();
  for (const { action, event, lastAt } of ended) {
    const labels = { action, result: event };
    const key = JSON.stringify(labels);
    const value = Date.parse(lastAt) / 1000;
    times.set(key, { labels, value: Math.max(value, times.get(key)?.value ?? value) });
  }
  return [...times.values()];
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'counter', help, samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}
