import { staleProof } from '../../proof/merge/proof-line/stale-proof.ts';
import type { Revision } from '../../revision/revision.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { Workbench } from '../shared/workbench.ts';

/** Merges without a proof, or with one that does not match what they join. */
export function staleMerges({ workspace, graph: load }: Pick<Workbench, 'workspace' | 'graph'>): readonly Finding[] {
  const graph = load();
  const merges = graph.revisions.filter(({ proof, revises }) => proof !== undefined || revises.length > 1);
  return merges.flatMap((merge) => {
    const stale = staleProof(graph, merge, workspace);
    return stale === undefined ? [] : [findingOf(stale)];
  });
}

/** Revisions that were written without a proof. */
export function unprovenFindings(revisions: readonly Revision[]): readonly Finding[] {
  return revisions.flatMap(({ id, slice, file, unproven, revises }) => {
    if (unproven === undefined) return [];
    const message = `${id} was written without a proof: ${unproven}.`;
    const repair =
      revises.length > 1 ? `migrate merge --again ${id}` : `migrate validate ${id}, then take the line "unproven" out`;
    return [{ code: 'revision-unproven', message, slice, file, repair }];
  });
}
