import type { RevisionGraph } from '../structure/revision-graph.ts';

/** Heads that one `migrate merge` would join, because one slice must not have two ends. */
export interface MergeCandidate {
  readonly slice: string;
  readonly heads: readonly string[];
}

/** Every slice with more than one head of the graph, sorted by slice; empty when nothing needs a merge. */
export function mergeCandidates(graph: RevisionGraph): readonly MergeCandidate[] {
  const bySlice = new Map<string, string[]>();
  for (const id of graph.heads) {
    const { slice } = graph.require(id);
    const heads = bySlice.get(slice);
    if (heads === undefined) bySlice.set(slice, [id]);
    else heads.push(id);
  }
  return [...bySlice].filter(([, heads]) => heads.length > 1).map(([slice, heads]) => ({ slice, heads }));
}
