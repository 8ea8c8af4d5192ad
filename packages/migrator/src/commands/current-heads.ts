import { compareApplied } from '../plan/applied-state.ts';
import type { DatabaseContext } from './context.ts';

/** The ids of the revisions at which the database stands. */
export async function currentHeads(context: DatabaseContext): Promise<readonly string[]> {
  const database = await context.database();
  return compareApplied(context.graph(), (await database.readState()).applied).heads;
}
