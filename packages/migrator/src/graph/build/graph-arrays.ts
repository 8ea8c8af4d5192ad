import type { Revision } from '../../revision/revision.ts';
import { Adjacency } from '../structure/adjacency.ts';
import { at, intAt } from '../structure/at.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { completeGraph } from './complete-graph.ts';

/** What a graph is besides its revisions, so that it can be kept with them and need not be checked and sorted again. */
export interface GraphArrays {
  /** By node: its place among the revisions in the order of loading. */
  readonly loadPosition: Int32Array;
  readonly parents: Pick<Adjacency, 'offsets' | 'targets'>;
  readonly dependencies: Pick<Adjacency, 'offsets' | 'targets'>;
  readonly order: Int32Array;
}

export function graphArrays({ index }: RevisionGraph): GraphArrays {
  const { loadPosition, parents, dependencies, order } = index;
  return { loadPosition, parents, dependencies, order };
}

/**
 * The graph that `buildGraph` makes of the same revisions in the same order: `arrays` are those of that graph.
 */
export function graphFromArrays(loaded: readonly Revision[], arrays: GraphArrays): RevisionGraph {
  const { loadPosition, order } = arrays;
  const size = loaded.length;
  const nodeAt = new Int32Array(size);
  const revisions: Revision[] = [];
  for (let node = 0; node < size; node++) {
    const position = loadPosition[node] ?? 0;
    nodeAt[position] = node;
    revisions.push(at(loaded, position));
  }
  // Names are looked through in the order of loading, as `buildGraph` has them.
  const nodeOf = new Map<string, number>();
  loaded.forEach(({ id }, position) => {
    nodeOf.set(id, intAt(nodeAt, position));
  });
  const labelled = new Map<string, number>();
  revisions.forEach(({ labels }, node) => {
    for (const label of labels) labelled.set(label, node);
  });
  const parents = new Adjacency(arrays.parents.offsets, arrays.parents.targets);
  const dependencies = new Adjacency(arrays.dependencies.offsets, arrays.dependencies.targets);
  const down = parents.joined(dependencies);
  return completeGraph({ revisions, nodeOf, labelled, loadPosition, parents, dependencies, down }, order);
}
