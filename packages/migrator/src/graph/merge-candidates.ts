import type { RevisionGraph } from './revision-graph.ts';

/** Heads that one `migrate merge` would join, because one slice must not have two ends. */
export interface MergeCandidate {
  readonly slice: string;
  readonly heads: readonly string[];
}

/** Every slice with more than one head, sorted by slice; empty when nothing needs a merge. */
export function mergeCandidates(_graph: RevisionGraph): readonly MergeCandidate[] {
  throw new Error('under construction');
}
