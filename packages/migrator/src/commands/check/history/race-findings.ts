import { UnorderedConflictError } from '../../../errors/graph/unordered-conflict-error.ts';
import { branchesOf } from '../../../proof/merge/orders/branches.ts';
import { staleProof } from '../../../proof/merge/proof-line/stale-proof.ts';
import type { RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import { findRaces, type RaceScope } from '../../../sql-objects/races/find-races.ts';
import type { Races } from '../../../sql-objects/races/race.ts';
import { type Finding, findingOf } from '../../shared/finding.ts';
import { withEdges } from '../../shared/races/with-edges.ts';
import type { Workbench } from '../../shared/workbench.ts';

/**
 * The races of a whole history. What a merge joins was run in both orders, where its proof still holds.
 *
 * @param history the effects of all revisions, in the graph's order
 * @param proven the merges whose proof holds: see {@link provenMerges}
 * @param only labels of slices: races in which one of them takes part
 */
export function findHistoryRaces(
  bench: Pick<Workbench, 'graph'>,
  history: readonly RevisionEffects[],
  proven: readonly string[],
  only: ReadonlySet<string> | undefined,
): Races {
  const graph = bench.graph();
  const scope: RaceScope = {
    proven: proven.map((id) => new Set(branchesOf(graph, graph.require(id).revises).above)),
    ...(only === undefined ? {} : { isWanted: (id) => only.has(graph.require(id).slice) }),
  };
  return findRaces(withEdges(graph, history), scope);
}

/** One finding for each race. A race concerns both slices; if only one was chosen, it is reported for that one. */
export function raceFindings({ races }: Races, only: ReadonlySet<string> | undefined): readonly Finding[] {
  return races.map(({ later, earlier, thing }) => {
    const finding = findingOf(new UnorderedConflictError({ ...later, thing, other: earlier }));
    return only === undefined || only.has(later.slice) ? finding : { ...finding, slice: earlier.slice };
  });
}

/** Ids of the merges whose proof holds. */
export function provenMerges(bench: Pick<Workbench, 'workspace' | 'graph'>): readonly string[] {
  const graph = bench.graph();
  return graph.revisions
    .filter((merge) => merge.proof !== undefined && staleProof(graph, merge, bench.workspace) === undefined)
    .map(({ id }) => id);
}
