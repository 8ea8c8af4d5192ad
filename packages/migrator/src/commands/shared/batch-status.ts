import { type BatchProgress, batchProgress } from '../../execute/backfill/batch-progress.ts';
import type { BackfillState, BackgroundState, FailedKey } from '../../state/backfill-state.ts';

export interface BatchStatus extends BatchProgress {
  readonly revision: string;
  readonly slice: string;
  readonly direction: 'upgrade' | 'downgrade';
  /** When the first batch began, and when the last one ended; ISO 8601. */
  readonly since: string;
  readonly updatedAt: string;
  /** Keys that were left out, and what the server said about them. */
  readonly failed: readonly FailedKey[];
  /** Rows that the next batch should have. */
  readonly size: number;
  /** Who works on it and what was ordered; `null` where a run has it in the foreground. */
  readonly background: BackgroundState | null;
}

/** The progress of batches, from the state that the database keeps. */
export function batchStatus(state: BackfillState): BatchStatus {
  const { revision, slice, direction, since, updatedAt, failed, size, background = null } = state;
  return { revision, slice, direction, ...batchProgress(state), since, updatedAt, failed, size, background };
}
