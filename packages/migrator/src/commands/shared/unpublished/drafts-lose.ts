import type { TableName, TablesWithRows } from '../../../ports/development/tables-with-rows.ts';
import type { Change } from '../../../schema/change/change.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import type { EntityType } from '../../../schema/entity/schema-entity.ts';

/** What applying a change loses, as in the `lossy` option of its marker. */
export interface Losing {
  readonly lossy: readonly string[];
  readonly change: Pick<Change, 'before' | 'renamed' | 'after'>;
}

/**
 * What applying changes loses on this database, a line each: only for tables that lose something and have rows. If the
 * tables of a change are unknown, everything that it declares.
 */
export async function draftsLose(
  changes: readonly Losing[],
  tablesWithRows: TablesWithRows,
): Promise<readonly string[]> {
  const losses: string[] = [];
  for (const { lossy, change } of changes) {
    if (lossy.length === 0) continue;
    const tables = tablesLosing(change);
    const filled = await tablesWithRows(tables);
    if (tables.length > 0 && filled.length === 0) continue;
    const where = filled.map(({ schema, name }) => `${schema}.${name}`).join(', ');
    losses.push(...lossy.map((each) => (where === '' ? each : `${each} (rows are in ${where})`)));
  }
  return losses;
}

/** What these hold is in no table, or in any. */
const ANYWHERE: ReadonlySet<EntityType> = new Set<EntityType>(['enum', 'sequence', 'role', 'object']);

/** The tables of which something goes or changes, as they are called now; none where it may be any. */
function tablesLosing({ before, renamed, after }: Losing['change']): readonly TableName[] {
  const { removed, changed } = entityChanges(renamed, after);
  const found = new Map<string, TableName>();
  for (const entity of [...removed, ...changed.map((pair) => pair.before)]) {
    if (ANYWHERE.has(entity.type)) return [];
    const { type, schema, table, name } = before[renamed.indexOf(entity)] ?? entity;
    const named = type === 'table' ? name : table;
    if (named !== '') found.set(JSON.stringify([schema, named]), { schema, name: named });
  }
  return [...found.values()];
}
