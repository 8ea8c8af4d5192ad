import type { LeaseHolder } from '../state/lease.ts';
import type { DatabaseTotals } from '../state/log-totals.ts';
import { logMetrics } from './log-metrics.ts';
import type { Metric, Sample } from './metric.ts';

/** What is known of one slice. */
export interface SliceCounts {
  readonly slice: string;
  /** Revisions that the files have. */
  readonly revisions: number;
  readonly applied: number;
  readonly pending: number;
}

/** A database and its log at one moment. */
export interface DatabaseFigures {
  readonly toolVersion: string;
  readonly initialized: boolean;
  readonly slices: readonly SliceCounts[];
  /** Revisions that were begun outside a transaction and not finished. */
  readonly halfRuns: number;
  /** Codes of what is wrong between the applied revisions and the files, one for each finding. */
  readonly findings: readonly string[];
  readonly holder: LeaseHolder | undefined;
  readonly totals: DatabaseTotals;
}

/**
 * Codes that are reported also where there is none of them, so that an alert sees the difference between 0 and unknown.
 */
const INCONSISTENT = ['applied-file-edited', 'inserted-below-applied', 'unknown-applied-revision'] as const;

/** The metrics of a database. Names and labels stay as they are within a major version. */
export function databaseMetrics(figures: DatabaseFigures): readonly Metric[] {
  const { initialized, slices, halfRuns, findings, holder, totals, toolVersion } = figures;
  const isRunning = holder !== undefined && !holder.expired;
  const codes = [...new Set([...INCONSISTENT, ...findings])].sort();
  return [
    gauge('braid_build_info', 'Version of Braid that read these figures.', [
      { labels: { version: toolVersion }, value: 1 },
    ]),
    single('braid_state_initialized', 'Whether Braid has its state in the database.', initialized ? 1 : 0),
    gauge('braid_database_size_bytes', 'Size of the database on disk.', known(totals.sizeBytes)),
    gauge('braid_revisions', 'Revisions that the files have.', bySlice(slices, 'revisions')),
    gauge('braid_revisions_applied', 'Revisions of the files that are applied.', bySlice(slices, 'applied')),
    gauge('braid_revisions_pending', 'Revisions of the files that are not applied.', bySlice(slices, 'pending')),
    gauge(
      'braid_findings',
      'What is wrong between the applied revisions and the files.',
      codes.map((code) => ({ labels: { code }, value: findings.filter((each) => each === code).length })),
    ),
    single('braid_half_runs', 'Revisions that were begun outside a transaction and not finished.', halfRuns),
    single('braid_run_active', 'Whether a run is working on the database.', isRunning ? 1 : 0),
    single(
      'braid_run_active_seconds',
      'How long the run that is working on the database has been.',
      isRunning ? seconds(Date.parse(totals.at) - Date.parse(holder.since)) : 0,
    ),
    single(
      'braid_lease_abandoned',
      'Whether the last runner died without releasing its lease.',
      holder?.expired === true ? 1 : 0,
    ),
    ...logMetrics(totals),
  ];
}

function bySlice(slices: readonly SliceCounts[], key: Exclude<keyof SliceCounts, 'slice'>): readonly Sample[] {
  return slices.map((counts) => ({ labels: { slice: counts.slice }, value: counts[key] }));
}

function known(value: number | null): readonly Sample[] {
  return value === null ? [] : [{ labels: {}, value }];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}

function single(name: string, help: string, value: number): Metric {
  return gauge(name, help, [{ labels: {}, value }]);
}

function seconds(milliseconds: number): number {
  return Math.max(0, milliseconds / 1000);
}
