import { placeOf } from '../../errors/files/revision-place.ts';
import { CycleError, DependencyCycleError } from '../../errors/graph/cycle-errors.ts';
import type { Adjacency } from '../structure/adjacency.ts';
import { at } from '../structure/at.ts';
import { reach } from '../structure/reach.ts';
import type { Assembled } from './assemble.ts';
import { loopIn, strongComponents } from './strong-components.ts';

/**
 * One error for each knot of revisions that need each other: first those of parents alone, then those that contain a
 * dependency. Alembic finds only cycles that cut a revision off from a base or a head; a loop between base and head
 * passes there.
 */
export function findCycles(graph: Assembled): (CycleError | DependencyCycleError)[] {
  const found: (CycleError | DependencyCycleError)[] = [];
  const inCycle = new Set<number>();
  for (const [edges, Failure] of [[graph.parents, CycleError] as const, [graph.down, DependencyCycleError] as const]) {
    const components = strongComponents(edges).filter((component) => !component.some((node) => inCycle.has(node)));
    if (components.length === 0) continue;
    const cutOff = unreachable(graph, edges);
    for (const component of components) {
      for (const node of component) inCycle.add(node);
      const loop = loopIn(edges, component).map((node) => placeOf(at(graph.revisions, node)));
      found.push(new Failure({ loop, cutOff: cutOff.length > 0 ? cutOff : loop.map((place) => place.revision) }));
    }
  }
  return found;
}

/** Ids without a way down to a base or without a way up to a head; all ids when there is no base or no head at all. */
function unreachable(graph: Assembled, edges: Adjacency): string[] {
  const up = edges.reversed();
  const nodes = graph.revisions.map((_, node) => node);
  const fromHeads = reach(
    edges,
    nodes.filter((node) => up.degree(node) === 0),
  );
  const fromBases = reach(
    up,
    nodes.filter((node) => edges.degree(node) === 0),
  );
  const ids = nodes.filter((node) => fromHeads[node] === 0 || fromBases[node] === 0);
  return ids.map((node) => at(graph.revisions, node).id).sort();
}
