import type { Applied } from '../../../draw/standing.ts';
import { compareAppliedIds } from '../../../plan/applied-state.ts';
import type { Workbench } from '../workbench.ts';

/** The ids of the revisions that the database is at. */
export async function currentHeads(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>,
): Promise<readonly string[]> {
  return [...(await appliedNow(bench)).heads];
}

/** What is applied, and where the database is. */
export async function appliedNow(bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>): Promise<Applied> {
  const database = await bench.database();
  const ids = (await database.readApplied()).flatMap(({ revisions }) => revisions);
  return { revisions: new Set(ids), heads: new Set(compareAppliedIds(bench.graph(), ids).heads) };
}
