import type { TablesWithRows } from '../../../ports/development/tables-with-rows.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { type Between, tablesAbout } from './tables-about.ts';

/**
 * What reverting a revision loses on this database, a line each: what its marker declares, if one of its tables has
 * rows. If its tables are unknown, everything that the marker declares.
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
