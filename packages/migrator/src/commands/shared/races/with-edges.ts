import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import type { RevisionFootprints } from '../../../sql-objects/races/race.ts';

/**
 * Each revision with the numbers of those directly below it. `history`: the effects of all revisions, in the graph's
 * order.
 */
export function withEdges(graph: RevisionGraph, history: readonly RevisionEffects[]): readonly RevisionFootprints[] {
  const numbers = new Map(history.map(({ revision }, number) => [revision, number]));
  const numbersOf = (ids: readonly string[]): readonly number[] => ids.flatMap((id) => numbers.get(id) ?? []);
  return history.map((each) => ({
    ...each,
    down: numbersOf([...graph.parents(each.revision), ...graph.dependencies(each.revision)]),
  }));
}
