import type { Revision } from '../revision/revision.ts';

/** How far `ancestors` and `descendants` follow: along parents alone, or along dependencies too. */
export interface ReachOptions {
  readonly dependencies: boolean;
}

/**
 * A validated, immutable graph of revisions. Made by `buildGraph`. Every list is sorted by slice, then id, whatever the order
 * of loading. Ids given must be whole ids of the graph (symbols go through `resolve`); an unknown one throws `UnknownRevision`.
 */
export interface RevisionGraph {
  readonly size: number;
  /** All revisions by slice, then id. */
  readonly revisions: readonly Revision[];
  /** All revisions, parents and dependencies first: the one order of all plans. */
  readonly ordered: readonly Revision[];
  get(id: string): Revision | undefined;
  /** Like `get`, but throws `UnknownRevision` (with the nearest ids). */
  require(id: string): Revision;
  /** The revision that carries this branch label in its header. */
  labelled(label: string): Revision | undefined;
  /** No child. */
  readonly heads: readonly string[];
  /** No child and nothing that depends on it: the rows of a database that has everything. */
  readonly effectiveHeads: readonly string[];
  /** No parent. */
  readonly bases: readonly string[];
  /** No parent and no dependency. */
  readonly realBases: readonly string[];
  /** More than one child. */
  readonly branchPoints: readonly string[];
  /** More than one child or dependent revision. */
  readonly realBranchPoints: readonly string[];
  /** More than one parent. */
  readonly mergePoints: readonly string[];
  isHead(id: string): boolean;
  /** Parents, as written. */
  parents(id: string): readonly string[];
  /** Dependencies as ids (labels resolved), as written. */
  dependencies(id: string): readonly string[];
  /** Parents and those dependencies which no ancestor has already. */
  normalizedDown(id: string): readonly string[];
  /** Revisions that have this one as a parent. */
  children(id: string): readonly string[];
  /** Revisions that have this one as a parent or dependency. */
  dependents(id: string): readonly string[];
  /** Effective branch labels, sorted. Linear in the graph: for many ids take `allLabels`. */
  labels(id: string): readonly string[];
  /** Effective labels of all revisions; equal sets are shared. */
  allLabels(): ReadonlyMap<string, readonly string[]>;
  /** The given revisions and all below them. */
  ancestors(ids: Iterable<string>, options: ReachOptions): readonly string[];
  /** The given revisions and all above them. */
  descendants(ids: Iterable<string>, options: ReachOptions): readonly string[];
  /** Heads that share the lineage of a label or revision id. */
  headsOf(label: string): readonly string[];
  /** Revisions of the slice without a child in the same slice. */
  headsOfSlice(slice: string): readonly string[];
}
