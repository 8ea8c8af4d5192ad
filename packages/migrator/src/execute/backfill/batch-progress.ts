import type { BackfillState } from '../../state/backfill-state.ts';

/** The progress of a revision's batches. */
export interface BatchProgress {
  readonly table: string;
  /** Number of committed batches, including earlier runs. */
  readonly batches: number;
  /** Rows walked over, and rows that the statements changed. */
  readonly keys: number;
  readonly rows: number;
  /**
   * PostgreSQL's estimate of the table's rows when the batches began; null if unknown (a table that was never
   * analyzed), or if there turned out to be more.
   */
  readonly estimate: number | null;
  /** 0 to 99 percent of the estimate; null without one. */
  readonly percent: number | null;
  /** Rows walked per second, and milliseconds left at that pace; null if unknown. */
  readonly rowsPerSecond: number | null;
  readonly leftMs: number | null;
  /** Keys of rows that failed individually. */
  readonly failedKeys: number;
  /** Why the batches wait; null while they run. */
  readonly pausedFor: string | null;
}

/** The same of the state that a database keeps. */
export function batchProgress(state: BackfillState): BatchProgress {
  const { table, batches, keys, rows, busyMs, failed } = state;
  const estimate = state.estimate > 0 && keys <= state.estimate ? state.estimate : null;
  const pace = busyMs > 0 && keys > 0 ? keys / (busyMs / 1_000) : null;
  return {
    table,
    batches,
    keys,
    rows,
    estimate,
    // It is done when the last key is, whatever was estimated.
    percent: estimate === null ? null : Math.min(99, Math.floor((keys / estimate) * 100)),
    rowsPerSecond: pace === null ? null : Math.round(pace),
    leftMs: pace === null || estimate === null ? null : Math.round(((estimate - keys) / pace) * 1_000),
    failedKeys: failed.length,
    pausedFor: state.pausedFor ?? null,
  };
}
