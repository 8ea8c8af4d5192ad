import { OwnershipBrokenError } from '../../../errors/files/sql-object-errors.ts';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { findBrokenOwnership } from '../../../sql-objects/ownership/find-broken.ts';
import type { BrokenOwnership, RevisionEffects } from '../../../sql-objects/ownership/placed-statement.ts';
import type { OwnershipBench } from './ownership-bench.ts';
import { ownershipFacts } from './ownership-facts.ts';
import { draftEffects, readEffects } from './read-effects.ts';

/**
 * What the statements of all revisions do, in the graph's order. `checksums`: by file, of revisions that were just
 * read.
 */
export function historyEffects(
  bench: OwnershipBench,
  checksums?: ReadonlyMap<string, string>,
): Promise<readonly RevisionEffects[]> {
  return readEffects(bench, bench.graph().ordered, checksums);
}

/** The statements of all revisions, or of those of some slices, that change what another slice owns. */
export function brokenOwnership(
  bench: OwnershipBench,
  history: readonly RevisionEffects[],
  only?: ReadonlySet<string>,
): readonly BrokenOwnership[] {
  const isJudged = ({ slice }: { readonly slice: string }): boolean => only === undefined || only.has(slice);
  return findBrokenOwnership(history, ownershipFacts(bench, bench.graph(), history), isJudged);
}

/**
 * The same for a file that is not written yet, above the revisions of a graph (some of which may be drafts, too:
 * `earlier`).
 */
export async function brokenByDraft(
  bench: OwnershipBench,
  graph: RevisionGraph,
  earlier: readonly RevisionFile[],
  file: RevisionFile,
): Promise<readonly BrokenOwnership[]> {
  const drafts = await Promise.all([...earlier, file].map((each) => draftEffects(bench, each)));
  const ids = new Set(drafts.map(({ revision }) => revision));
  const written = graph.ordered.filter(({ id }) => !ids.has(id));
  const whole = buildGraph([...graph.revisions.filter(({ id }) => id !== file.revision.id), file.revision]);
  const history = [...(await readEffects(bench, written)), ...drafts];
  return findBrokenOwnership(
    history,
    ownershipFacts(bench, whole, history),
    ({ revision }) => revision === file.revision.id,
  );
}

export function brokenOwnershipError(broken: BrokenOwnership): OwnershipBrokenError {
  const { slice, file, line, revision, statement, does, object, owner } = broken;
  return new OwnershipBrokenError({ slice, file, line, column: 1, revision, statement, does, object, owner });
}
