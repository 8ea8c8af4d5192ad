import { entityId, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';

/**
 * Unique constraints of new tables on the same columns as another key of the table. CREATE TABLE merges such keys
 * without a word (`transformIndexConstraints`), and drizzle-kit writes only one of those on a single column. ALTER
 * TABLE makes them all, so they come after their table.
 *
 * @returns the state with which the tables are made
 */
export function withoutMergedKeys(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
): readonly SchemaEntity[] {
  const old = new Set(before.filter(({ type }) => type === 'table').map(tableOf));
  const keys = new Set<string>();
  const merged = new Set<string>();
  for (const entity of byImportance(after)) {
    const table = tableOf(entity);
    if (table === undefined || old.has(table)) continue;
    const key = keyOf(entity);
    if (key === undefined) continue;
    if (keys.has(key)) merged.add(entityId(entity));
    keys.add(key);
  }
  return merged.size === 0 ? after : after.filter((entity) => !merged.has(entityId(entity)));
}

/** Primary keys first: of a primary key and a unique constraint that is the same, it is the latter that goes. */
function byImportance(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  return [
    ...entities.filter(({ type }) => type === 'primary-key'),
    ...entities.filter(({ type }) => type === 'unique'),
  ];
}

/** The columns in their order; drizzle-kit writes one constraint beside a column, whatever others make of NULLs. */
function keyOf(entity: SchemaEntity): string | undefined {
  if (entity.type !== 'primary-key' && entity.type !== 'unique') return undefined;
  return [entity.schema, entity.table, ...entity.facts.columns].join('\0');
}
