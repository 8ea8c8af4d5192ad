import type { BrokenGraphError } from '../../errors/graph/broken-graph-error.ts';
import type { Revision } from '../../revision/revision.ts';
import { assemble } from './assemble.ts';
import { findCycles } from './find-cycles.ts';
import { topologicalOrder } from './topological-order.ts';

/** Everything that is wrong with a set of revisions; empty when `buildGraph` would succeed. For `check`. */
export function inspectGraph(revisions: Iterable<Revision>): readonly BrokenGraphError[] {
  const faults: BrokenGraphError[] = [];
  const graph = assemble(revisions, (fault) => faults.push(fault));
  const order = topologicalOrder(graph.down);
  if (order.length < graph.revisions.length) faults.push(...findCycles(graph));
  return faults;
}
