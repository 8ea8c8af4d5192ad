import type { TableName, TablesWithRows } from '../../../ports/development/tables-with-rows.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { entityChanges } from '../../../schema/change/entity-changes.ts';
import type { EntityType, SchemaEntity } from '../../../schema/entity/schema-entity.ts';

const ANYWHERE: readonly EntityType[] = ['sequence', 'object'];

/** The states that a revision is between. */
export interface Between {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
}

/**
 * What reverting a revision loses on a database, a line each: what its marker says, where a table that it is about has
 * rows. Where nobody can say which tables those are, what the marker says.
 */
export async function lostRows(
  { downgrade }: RevisionFile,
  between: Between,
  isEdited: boolean,
  tablesWithRows: TablesWithRows,
): Promise<readonly string[]> {
  const lossy = downgrade?.lossy;
  if (lossy === undefined) return [];
  const tables = isEdited ? [] : tablesOf(between);
  if (tables.length === 0) return [`reverting it loses ${lossy}`];
  const filled = await tablesWithRows(tables);
  return filled.map(({ schema, name }) => `reverting it loses ${lossy}; ${schema}.${name} has rows`);
}

/** The tables that a change is about; none where it is about something else, too, which may be in any table. */
function tablesOf({ before, after }: Between): readonly TableName[] {
  const { added, removed, changed } = entityChanges(before, after);
  const others = [...removed, ...changed.map((pair) => pair.after)];
  const isAnywhere =
    others.some(({ type }) => type === 'enum') || [...added, ...others].some(({ type }) => ANYWHERE.includes(type));
  if (isAnywhere) return [];
  const found = new Map<string, TableName>();
  for (const { type, schema, table, name } of [...added, ...others]) {
    const named = type === 'table' ? name : table;
    if (named !== '') found.set(JSON.stringify([schema, named]), { schema, name: named });
  }
  return [...found.values()];
}
