import type { BatchMark } from '../../ports/database/backfill-store.ts';
import type { BatchRange } from '../../sql/batch/bind-batch.ts';
import type { BackfillState } from '../../state/backfill-state.ts';

/** From where a state came to the key `to`. */
export function rangeOf({ cursor, lower = [] }: BackfillState, to: readonly string[]): BatchRange {
  return cursor === undefined ? { from: lower, to, isFirst: true } : { from: cursor, to, isFirst: false };
}

/** The state as it is recorded with the mark. */
export function advanced(state: BackfillState, mark: BatchMark, rows: number): BackfillState {
  if (mark.kind !== 'cursor') return state;
  const { to: cursor, keys, nextSize: size, busyMs } = mark;
  return {
    ...state,
    cursor,
    size,
    batches: state.batches + 1,
    keys: state.keys + keys,
    rows: state.rows + rows,
    busyMs: state.busyMs + busyMs,
  };
}
