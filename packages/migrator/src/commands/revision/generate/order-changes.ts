import { CrossSliceCycleError } from '../../../errors/schema/generate-errors.ts';
import { orderSlices } from '../../../schema/difference/order-slices.ts';
import { replayRenames } from '../../../schema/rename/replay-renames.ts';
import type { SliceChange } from '../../shared/schema/compare-slices.ts';

/** Changes in the order in which their revisions have to come. */
export interface OrderedChanges {
  readonly ordered: readonly SliceChange[];
  /** By slice label: the slices whose revisions come first. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Orders what changed by what needs what. Throws a `CrossSliceCycleError`. */
export function orderChanges(changes: readonly SliceChange[]): OrderedChanges {
  const { slices, needs, cycle } = orderSlices(
    changes.map(({ slice, before, after, renames, follows }) => ({
      slice: slice.label,
      follows,
      before: replayRenames(before, renames),
      after,
    })),
  );
  if (cycle !== undefined) throw new CrossSliceCycleError({ slices: cycle });
  return { ordered: slices.flatMap((label) => changes.filter(({ slice }) => slice.label === label)), needs };
}
