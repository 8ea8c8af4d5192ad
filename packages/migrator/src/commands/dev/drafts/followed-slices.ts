import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Slice } from '../../../revision/slice.ts';

/** A slice and all slices whose revisions depend on it, directly or not; without a label all slices. */
export function followedSlices(
  graph: RevisionGraph,
  slices: readonly Slice[],
  label: string | undefined,
): readonly Slice[] {
  if (label === undefined) return slices;
  const wanted = new Set([label]);
  for (;;) {
    const before = wanted.size;
    for (const { id, slice } of graph.revisions) {
      const below = graph.normalizedDown(id).map((other) => graph.require(other).slice);
      if (below.some((each) => wanted.has(each))) wanted.add(slice);
    }
    if (wanted.size === before) return slices.filter((slice) => wanted.has(slice.label));
  }
}
