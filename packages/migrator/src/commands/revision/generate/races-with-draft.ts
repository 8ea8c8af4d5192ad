import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { findRaces } from '../../../sql-objects/races/find-races.ts';
import type { OwnershipBench } from '../../shared/ownership/ownership-bench.ts';
import { draftEffects, readEffects } from '../../shared/ownership/read-effects.ts';
import { withEdges } from '../../shared/races/with-edges.ts';

/**
 * The revisions that conflict with an unwritten file and are not below it: it was made for a database that has them, so
 * they have to come first. Those that others of them need anyway are left out. Downgrades count as well.
 *
 * @param graph of the revisions, some of which may be drafts, too: `earlier`
 */
export async function racesWithDraft(
  bench: OwnershipBench,
  graph: RevisionGraph,
  earlier: readonly RevisionFile[],
  { revision, ...rest }: RevisionFile,
): Promise<readonly string[]> {
  const whole = buildGraph([...graph.revisions.filter(({ id }) => id !== revision.id), revision]);
  if (whole.ancestors([revision.id], { dependencies: true }).length === whole.size) return [];
  const drafts = await Promise.all([...earlier, { revision, ...rest }].map((each) => draftEffects(bench, each)));
  const drafted = new Map(drafts.map((each) => [each.revision, each]));
  const written = await readEffects(
    bench,
    whole.ordered.filter(({ id }) => !drafted.has(id)),
  );
  const effects = new Map([...written.map((each) => [each.revision, each] as const), ...drafted]);
  const history = whole.ordered.flatMap(({ id }) => effects.get(id) ?? []);
  const { races } = findRaces(withEdges(whole, history), {
    isWanted: (id) => id === revision.id,
  });
  const others = races.map(({ earlier: a, later: b }) => (a.revision === revision.id ? b.revision : a.revision));
  const below = new Set(others.flatMap((id) => whole.ancestors(whole.normalizedDown(id), { dependencies: true })));
  return [...new Set(others)].filter((id) => !below.has(id)).sort();
}
