import { entityChanges } from '../change/entity-changes.ts';
import { entityId, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';

/**
 * Primary keys that change while a column with the same name is dropped from any other table: drizzle-kit believes that
 * they are dropped with it. So they are dropped first, after those foreign keys to them that do not stay.
 *
 * @returns the state after it
 */
export function withoutMistakenKeys(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
): readonly SchemaEntity[] {
  const { changed } = entityChanges(ofType(before, 'primary-key'), ofType(after, 'primary-key'));
  if (changed.length === 0) return before;
  const { removed } = entityChanges(ofType(before, 'column'), ofType(after, 'column'));
  const gone = new Set(removed.map(({ name }) => name));
  const keys = changed.map((pair) => pair.before).filter(({ facts }) => facts.columns.some((name) => gone.has(name)));
  if (keys.length === 0) return before;
  const [ids, tables] = [new Set(keys.map(entityId)), new Set(keys.map(tableOf))];
  const goes = new Set(
    entityChanges(ofType(before, 'foreign-key'), ofType(after, 'foreign-key'))
      .removed.filter(({ facts }) => tables.has(TableKey.of(facts.schemaTo, facts.tableTo)))
      .map(entityId),
  );
  return before.filter((entity) => !ids.has(entityId(entity)) && !goes.has(entityId(entity)));
}
