import type { Direction } from '../revision/revision.ts';

/** A revision that a run has committed. */
export interface ReportedRevision {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly durationMs: number;
}

/** Why a run failed: its error, without secrets. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly revision: string | null;
  readonly sqlState: string | null;
}

/** The result of a run, for those who are notified of it. */
export interface RunReport {
  /**
   * `refused`: nothing was tried, because the command line or a person said no. A plan with nothing in it is `done`.
   */
  readonly result: 'done' | 'failed' | 'refused';
  readonly direction: Direction;
  /** The command line as typed, without secrets. */
  readonly runs: string;
  readonly tag: string | null;
  readonly host: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `null` where it was not reached, or nothing had to run. */
  readonly runId: string | null;
  /** How the database is shown, without a password; `null` where it was not reached. */
  readonly database: string | null;
  /** What is committed, in order. */
  readonly revisions: readonly ReportedRevision[];
  /** Where the database is afterwards; `null` if unknown. */
  readonly heads: readonly string[] | null;
  /** Number of retries, for locks and other temporary failures. */
  readonly retries: number;
  /** Revisions that had to wait for locks, and how long they waited in all. */
  readonly lockWaits: number;
  readonly lockWaitMs: number;
  readonly error: ReportedError | null;
}
