import type { RunReport } from '../state/run-report.ts';
import type { Metric } from './metric.ts';

/** What one run came to, for the textfile collector. */
export function runMetrics(report: RunReport): readonly Metric[] {
  const { direction, result, error, startedAt, durationMs } = report;
  const gauge = (name: string, help: string, value: number, labels: Readonly<Record<string, string>> = {}): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: [{ labels: { direction, ...labels }, value }],
  });
  return [
    gauge('braid_run_success', 'Whether this run was successful.', result === 'done' ? 1 : 0),
    ...(error === null
      ? []
      : [gauge('braid_run_failure', 'Why it was not, by the code of the error.', 1, { code: error.code })]),
    gauge(
      'braid_run_timestamp_seconds',
      'When it ended, in seconds since 1970.',
      (Date.parse(startedAt) + durationMs) / 1000,
    ),
    gauge('braid_run_duration_seconds', 'How long it has taken, waiting included.', durationMs / 1000),
    gauge('braid_run_revisions', 'Revisions that it has committed.', report.revisions.length),
    gauge('braid_run_retries', 'Tries that it has repeated.', report.retries),
    gauge('braid_run_lock_waits', 'Revisions that had to wait for locks.', report.lockWaits),
    gauge('braid_run_lock_wait_seconds', 'How long they have waited for locks.', report.lockWaitMs / 1000),
  ];
}
