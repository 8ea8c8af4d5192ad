import type { Revision } from '../../revision/revision.ts';
import { at } from '../structure/at.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { assemble } from './assemble.ts';
import { completeGraph } from './complete-graph.ts';
import { findCycles } from './find-cycles.ts';
import { topologicalOrder } from './topological-order.ts';

/**
 * Validates once and builds the graph. Throws the `BrokenGraphError` of the first fault (duplicate or illegal ids and
 * labels, missing parents or dependencies, loops, cycles); `inspectGraph` gives all of them. O((V + E) log V).
 */
export function buildGraph(revisions: Iterable<Revision>): RevisionGraph {
  const graph = assemble(revisions, (fault) => {
    throw fault;
  });
  const order = topologicalOrder(graph.down);
  if (order.length < graph.revisions.length) throw at(findCycles(graph), 0);
  return completeGraph(graph, order);
}
