import type { Metric } from './metric.ts';

/** What a check that ended has found. */
export interface CheckFigures {
  /** Codes of what is wrong, one for each finding. */
  readonly findings: readonly string[];
  /** Whether the database was compared with its revisions. */
  readonly isDatabaseCompared: boolean;
  readonly endedAt: Date;
}

/** The result of a check. Drift is reported only where the database was looked at. */
export function checkMetrics({ findings, isDatabaseCompared, endedAt }: CheckFigures): readonly Metric[] {
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: [{ labels: {}, value }],
  });
  const drift = findings.filter((code) => code.startsWith('drift-')).length;
  return [
    gauge('braid_check_findings', 'What the last check has found, drift included.', findings.length),
    gauge(
      'braid_check_timestamp_seconds',
      'When the last check ended, in seconds since 1970.',
      endedAt.getTime() / 1000,
    ),
    ...(isDatabaseCompared
      ? [gauge('braid_drift_findings', 'Where the database differs from what its revisions make.', drift)]
      : []),
  ];
}
