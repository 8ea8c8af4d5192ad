import type { TablesWithRows } from '../../../ports/development/tables-with-rows.ts';
import type { Change } from '../../../schema/change/change.ts';
import { tablesAbout } from './tables-about.ts';

/** What applying a change loses, as in the `lossy` option of its marker. */
export interface Losing {
  readonly lossy: readonly string[];
  readonly change: Pick<Change, 'before' | 'after'>;
}

/**
 * What applying changes loses on this database, a line each: only for tables that have rows. If the tables of a change
 * are unknown, everything that it declares.
 */
export async function draftsLose(
  changes: readonly Losing[],
  tablesWithRows: TablesWithRows,
): Promise<readonly string[]> {
  const losses: string[] = [];
  for (const { lossy, change } of changes) {
    if (lossy.length === 0) continue;
    // The two states are exchanged, because the tables have the names of the state before.
    const tables = tablesAbout({ before: change.after, after: change.before });
    const filled = await tablesWithRows(tables);
    if (tables.length > 0 && filled.length === 0) continue;
    const where = filled.map(({ schema, name }) => `${schema}.${name}`).join(', ');
    losses.push(...lossy.map((each) => (where === '' ? each : `${each} (rows are in ${where})`)));
  }
  return losses;
}
