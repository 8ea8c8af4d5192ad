import { entityId, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';

/**
 * Unique constraints of new tables on the same columns as another key of the table. CREATE TABLE merges such keys
 * silently (`transformIndexConstraints`), and drizzle-kit writes only one of those on a single column. ALTER TABLE
 * creates all of them, so they come after their table.
 *
 * @returns the state in which the tables are created
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

/** Primary keys first: if a unique constraint equals the primary key, the constraint is the one that is added later. */
function byImportance(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  return [
    ...entities.filter(({ type }) => type === 'primary-key'),
    ...entities.filter(({ type }) => type === 'unique'),
  ];
}

/**
 * The columns in their order; drizzle-kit writes one constraint next to a column, even if others treat NULLs
 * differently.
 */
function keyOf(entity: SchemaEntity): string | undefined {
  if (entity.type !== 'primary-key' && entity.type !== 'unique') return undefined;
  return [entity.schema, entity.table, ...entity.facts.columns].join('\0');
}
