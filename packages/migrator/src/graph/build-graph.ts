import type { Revision } from '../revision/revision.ts';
import { assemble } from './assemble.ts';
import { at } from './at.ts';
import { findCycles } from './find-cycles.ts';
import { rankOf, topologicalOrder } from './order.ts';
import { RevisionGraph } from './revision-graph.ts';

/**
 * Validates once and builds the graph. Throws the `BrokenGraphError` of the first fault (duplicate or illegal ids and labels, missing
 * parents or dependencies, loops, cycles); `inspectGraph` gives all of them. O((V + E) log V).
 */
export function buildGraph(revisions: Iterable<Revision>): RevisionGraph {
  const graph = assemble(revisions, (fault) => {
    throw fault;
  });
  const children = graph.parents.reversed();
  const dependents = graph.dependencies.edges === 0 ? children : graph.down.reversed();
  const order = topologicalOrder(graph.down, dependents);
  if (order.length < graph.revisions.length) throw at(findCycles(graph), 0);
  // Few commands ask for the rank.
  let rank: Int32Array | undefined;
  return new RevisionGraph({
    ...graph,
    dependencyUses: graph.dependencies.inDegrees(),
    children,
    dependents,
    order,
    get rank() {
      rank ??= rankOf(order);
      return rank;
    },
  });
}
