import type { Applied } from '../draw/standing.ts';
import { compareApplied } from '../plan/applied-state.ts';
import type { DatabaseContext } from './context.ts';

/** The ids of the revisions at which the database stands. */
export async function currentHeads(context: DatabaseContext): Promise<readonly string[]> {
  return [...(await appliedNow(context)).heads];
}

/** What is applied, and where the database stands. */
export async function appliedNow(context: DatabaseContext): Promise<Applied> {
  const database = await context.database();
  const { applied } = await database.readState();
  return {
    revisions: new Set(applied.map(({ revision }) => revision)),
    heads: new Set(compareApplied(context.graph(), applied).heads),
  };
}
