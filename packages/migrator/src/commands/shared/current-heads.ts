import type { Applied } from '../../draw/standing.ts';
import { compareAppliedIds } from '../../plan/applied-state.ts';
import type { DatabaseContext } from './context.ts';

/** The ids of the revisions at which the database stands. */
export async function currentHeads(context: DatabaseContext): Promise<readonly string[]> {
  return [...(await appliedNow(context)).heads];
}

/** What is applied, and where the database stands. */
export async function appliedNow(context: DatabaseContext): Promise<Applied> {
  const database = await context.database();
  const ids = (await database.readApplied()).flatMap(({ revisions }) => revisions);
  return { revisions: new Set(ids), heads: new Set(compareAppliedIds(context.graph(), ids).heads) };
}
