import type { TablesWithRows } from '../../../ports/development/tables-with-rows.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { type Between, tablesAbout } from './tables-about.ts';

/**
 * What reverting a revision loses on a database, a line each: what its marker says, where a table that it is about has
 * rows. If it is unknown which tables those are, what the marker says.
 */
export async function lostRows(
  { downgrade }: RevisionFile,
  between: Between,
  isEdited: boolean,
  tablesWithRows: TablesWithRows,
): Promise<readonly string[]> {
  const lossy = downgrade?.lossy;
  if (lossy === undefined) return [];
  const tables = isEdited ? [] : tablesAbout(between);
  if (tables.length === 0) return [`reverting it loses ${lossy}`];
  const filled = await tablesWithRows(tables);
  return filled.map(({ schema, name }) => `reverting it loses ${lossy}; ${schema}.${name} has rows`);
}
