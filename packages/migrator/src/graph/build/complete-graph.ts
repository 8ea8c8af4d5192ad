import type { Adjacency } from '../structure/adjacency.ts';
import { RevisionGraph } from '../structure/revision-graph.ts';
import type { Assembled } from './assemble.ts';
import { rankOf } from './topological-order.ts';

/** The graph of what is known to be without a fault. */
export function completeGraph(assembled: Assembled, order: Int32Array): RevisionGraph {
  // Few commands ask for these.
  let children: Adjacency | undefined;
  let dependents: Adjacency | undefined;
  let rank: Int32Array | undefined;
  return new RevisionGraph({
    ...assembled,
    dependencyUses: assembled.dependencies.inDegrees(),
    order,
    get children() {
      children ??= assembled.parents.reversed();
      return children;
    },
    get dependents() {
      dependents ??= assembled.down === assembled.parents ? this.children : assembled.down.reversed();
      return dependents;
    },
    get rank() {
      rank ??= rankOf(order);
      return rank;
    },
  });
}
