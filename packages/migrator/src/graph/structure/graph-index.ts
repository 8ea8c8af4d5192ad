import type { Revision } from '../../revision/revision.ts';
import type { Adjacency } from './adjacency.ts';

/**
 * The graph in integers, for the algorithms of this folder and of `plan/`. Node numbers follow slice, then id, so that
 * every result is the same whatever the order of loading.
 */
export interface GraphIndex {
  /** By node. */
  readonly revisions: readonly Revision[];
  readonly nodeOf: ReadonlyMap<string, number>;
  /** The node whose header carries the label. */
  readonly labelled: ReadonlyMap<string, number>;
  /** By node: its place in the order of loading (order of the slices, then of the files). */
  readonly loadPosition: Int32Array;
  readonly parents: Adjacency;
  /** Dependencies with labels resolved, parents among them included. */
  readonly dependencies: Adjacency;
  /** By node: how many revisions name it as a dependency. */
  readonly dependencyUses: Int32Array;
  /** Parents and dependencies. */
  readonly down: Adjacency;
  /** Reverse of `parents`; made when first asked for. */
  readonly children: Adjacency;
  /** Reverse of `down`; made when first asked for. */
  readonly dependents: Adjacency;
  /** All nodes, parents and dependencies first. */
  readonly order: Int32Array;
  /** By node: its place in `order`. */
  readonly rank: Int32Array;
}
