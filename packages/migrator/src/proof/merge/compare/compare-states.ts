import { describeDifference } from '../../../schema/difference/describe-difference.ts';
import { diffCatalogs } from '../../../schema/difference/diff-catalogs.ts';
import { lostRows } from '../../rows/row-fingerprints.ts';
import type { OrderOutcome, RunState } from '../orders/order-run.ts';

/** What differs between two databases that should be the same. */
export interface StateDifference {
  readonly problem: 'catalogs-differ' | 'rows-differ';
  readonly differences: readonly string[];
}

/**
 * Compares catalogs (without owners and the order of columns) and then rows. `volatile` holds the columns that differ
 * between two runs of one and the same order, such as those that `now()` fills: nothing can be said about them.
 */
export function compareStates(
  first: RunState,
  second: RunState,
  volatile: ReadonlySet<string> = new Set(),
): StateDifference | undefined {
  const catalogs = diffCatalogs(first.catalog, second.catalog).map(describeDifference);
  if (catalogs.length > 0) return { problem: 'catalogs-differ', differences: catalogs };
  const rows = lostRows(first.rows, second.rows).filter((place) => !volatile.has(place));
  return rows.length > 0 ? { problem: 'rows-differ', differences: rows } : undefined;
}

/**
 * Compares what two orders left. When only rows differ, the first order is run once more (`again`), to find the columns
 * that differ by themselves. @returns the difference that stays, and those columns
 */
export async function compareOrders(
  first: RunState,
  second: RunState,
  again: () => Promise<OrderOutcome>,
): Promise<{ readonly difference: StateDifference | undefined; readonly volatile: ReadonlySet<string> }> {
  const difference = compareStates(first, second);
  if (difference?.problem !== 'rows-differ') return { difference, volatile: new Set() };
  const rerun = await again();
  const volatile = new Set(rerun.kind === 'ran' ? lostRows(first.rows, rerun.state.rows) : []);
  return { difference: compareStates(first, second, volatile), volatile };
}
