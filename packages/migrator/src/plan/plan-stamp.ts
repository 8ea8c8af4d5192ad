import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Revision } from '../revision/revision.ts';

/** What `stamp` would write: no revision runs, only the record of what is applied changes. */
export interface StampPlan {
  readonly direction: 'stamp';
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  /** Revisions to record as applied, parents first. */
  readonly added: readonly Revision[];
  /** Revisions to forget, children first. */
  readonly removed: readonly Revision[];
}

/** Plans `stamp <targets>`; with `purge` the current rows are forgotten first (they may be unknown to the files). */
export function planStamp(
  _graph: RevisionGraph,
  _current: readonly string[],
  _targets: readonly string[],
  _options: { readonly purge?: boolean } = {},
): StampPlan {
  throw new Error('under construction');
}
