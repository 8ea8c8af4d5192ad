import type { RevisionGraph } from '../graph/revision-graph.ts';

/** What the database says of one applied revision; a row of `braid.applied` fits. */
export interface AppliedRow {
  readonly revision: string;
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
}

/** The applied set against the files. Plans are made only when `unknown` and `insertedBelow` are empty. */
export interface AppliedState {
  /** Heads of the applied revisions that the files know: slice, then id. Pass them as `current` to the plans. */
  readonly heads: readonly string[];
  /** Applied ids that no file has. */
  readonly unknown: readonly string[];
  /** Revisions that an applied one needs (parent or dependency, at any distance) and that are not applied themselves. */
  readonly insertedBelow: readonly string[];
}

/** Compares the rows of the database with the graph of the files. Never throws: broken states are described, not hidden. */
export function compareApplied(_graph: RevisionGraph, _applied: Iterable<AppliedRow>): AppliedState {
  throw new Error('under construction');
}

/** Throws `UnknownAppliedRevision` or `InsertedBelowApplied` (with the exact repair) when no safe plan can be made. */
export function assertPlannable(_graph: RevisionGraph, _state: AppliedState): void {
  throw new Error('under construction');
}
