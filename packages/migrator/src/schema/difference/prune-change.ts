import { entityChanges, hasChanges } from '../change/entity-changes.ts';
import { enumKey, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';

/** Two states in the same names, as a differ expects them. */
export interface PrunedChange {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
}

/**
 * The same change without untouched tables, which are equal on both sides: drizzle-kit's time grows faster than their
 * number. `undefined` if nothing changes. Tables with a column of a changed enum stay, because the enum is rebuilt
 * under them.
 */
export function pruneChange(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): PrunedChange | undefined {
  const changes = entityChanges(before, after);
  const affected = [...changes.added, ...changes.removed, ...changes.changed.map((pair) => pair.after)];
  if (!hasChanges(changes)) return undefined;
  const tables = new Set(affected.map(tableOf));
  const enums = new Set(ofType(affected, 'enum').map(({ schema, name }) => TableKey.of(schema, name)));
  for (const column of ofType([...before, ...after], 'column')) {
    const type = enumKey(column);
    if (type !== undefined && enums.has(type)) tables.add(tableOf(column));
  }
  const stays = (entity: SchemaEntity): boolean => {
    const table = tableOf(entity);
    return table === undefined || tables.has(table);
  };
  return { before: before.filter(stays), after: after.filter(stays) };
}
