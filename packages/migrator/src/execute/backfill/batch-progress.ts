import type { BackfillState } from '../../state/backfill-state.ts';

/** How far the batches of a revision came. */
export interface BatchProgress {
  readonly table: string;
  /** Batches that are committed, of earlier runs too. */
  readonly batches: number;
  /** Rows walked over, and rows that the statements changed. */
  readonly keys: number;
  readonly rows: number;
  /** Rows of the table as it was estimated when the batches began; never less than `keys`. */
  readonly estimate: number;
  /** 0 to 100, of the estimate. */
  readonly percent: number;
  /** Rows walked over in a second, and milliseconds that are left at that pace; null where there is no pace yet. */
  readonly rowsPerSecond: number | null;
  readonly leftMs: number | null;
  /** Of these keys each failed by itself. */
  readonly failedKeys: number;
}

/** The same of the state that a database keeps. */
export function batchProgress(state: BackfillState): BatchProgress {
  const { table, batches, keys, rows, busyMs, failed } = state;
  const estimate = Math.max(state.estimate, keys);
  const pace = busyMs > 0 && keys > 0 ? keys / (busyMs / 1_000) : null;
  return {
    table,
    batches,
    keys,
    rows,
    estimate,
    // The estimate may be too low: it is done when the last key is.
    percent: estimate === 0 ? 0 : Math.min(99, Math.floor((keys / estimate) * 100)),
    rowsPerSecond: pace === null ? null : Math.round(pace),
    leftMs: pace === null ? null : Math.round(((estimate - keys) / pace) * 1_000),
    failedKeys: failed.length,
  };
}
