import type { Revision } from '../../revision/revision.ts';
import type { Adjacency } from '../structure/adjacency.ts';
import { at } from '../structure/at.ts';
import { RevisionGraph } from '../structure/revision-graph.ts';
import { assemble } from './assemble.ts';
import { findCycles } from './find-cycles.ts';
import { rankOf, topologicalOrder } from './topological-order.ts';

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
  // Few commands ask for these.
  let children: Adjacency | undefined;
  let dependents: Adjacency | undefined;
  let rank: Int32Array | undefined;
  return new RevisionGraph({
    ...graph,
    dependencyUses: graph.dependencies.inDegrees(),
    order,
    get children() {
      children ??= graph.parents.reversed();
      return children;
    },
    get dependents() {
      dependents ??= graph.down === graph.parents ? this.children : graph.down.reversed();
      return dependents;
    },
    get rank() {
      rank ??= rankOf(order);
      return rank;
    },
  });
}
