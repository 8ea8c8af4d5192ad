import type { Direction } from '../revision/revision.ts';
import type { LeaseHolder } from './lease.ts';

/** A key that failed by itself, and what the server said about it. */
export interface FailedKey {
  readonly key: readonly string[];
  readonly sqlState: string;
  readonly said: string;
}

/** Batches that run in the background: who works on them, and which order they have. */
export interface BackgroundState {
  readonly wanted: 'run' | 'pause';
  /** Who ordered that, as PostgreSQL's role. */
  readonly orderedBy?: string;
  /** The number of rows that was ordered for the next batch. */
  readonly size?: number;
  /** Why the last worker gave up; no worker continues until `retry` is ordered. */
  readonly failure?: string;
  /** Who works on it, or did. */
  readonly worker?: Pick<LeaseHolder, 'runId' | 'host' | 'pid' | 'expiresAt' | 'expired'>;
}

/** The progress of an unfinished revision that runs in batches. Keys are text, in the order of their columns. */
export interface BackfillState {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  /** With its schema, quoted where that is needed. */
  readonly table: string;
  readonly key: readonly string[];
  /** The first and the last key when it began; absent when the table had no rows. */
  readonly lower?: readonly string[];
  readonly upper?: readonly string[];
  /** The last key that is done. */
  readonly cursor?: readonly string[];
  /** Rows that the next batch should have. */
  readonly size: number;
  readonly batches: number;
  /** Rows of the table that were walked over. */
  readonly keys: number;
  /** Rows that the statements said they changed. */
  readonly rows: number;
  /** How many rows the table had when it began, as PostgreSQL estimated; 0 if it had no estimate. */
  readonly estimate: number;
  readonly failed: readonly FailedKey[];
  /** Milliseconds that its batches took, pauses included. */
  readonly busyMs: number;
  /** Absent where a run has them in the foreground. */
  readonly background?: BackgroundState;
  /** Why its batches wait, and since when; absent while they run. */
  readonly pausedFor?: string;
  readonly pausedAt?: string;
  /** ISO 8601. */
  readonly since: string;
  readonly updatedAt: string;
}
