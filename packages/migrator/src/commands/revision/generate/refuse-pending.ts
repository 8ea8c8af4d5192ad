import { PendingSliceError } from '../../../errors/schema/generate-errors.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import { References } from '../../../schema/entity/references.ts';
import type { Comparison, SliceChange } from '../../shared/schema/compare-slices.ts';

/** One slice alone must not build on what another one declares but has not built. Throws a `PendingSliceError`. */
export function refusePending({ states, declared }: Comparison, changes: readonly SliceChange[]): void {
  const fresh = new References(
    [...declared].map(([label, entities]) => [label, entityChanges(states.get(label) ?? [], entities).added] as const),
  );
  for (const { slice, before, after } of changes) {
    const { added, changed } = entityChanges(before, after);
    const pending = new Set([...added, ...changed.map((pair) => pair.after)].flatMap((it) => [...fresh.ownersOf(it)]));
    pending.delete(slice.label);
    if (pending.size > 0) throw new PendingSliceError({ slice: slice.label, pending: [...pending].sort() });
  }
}
