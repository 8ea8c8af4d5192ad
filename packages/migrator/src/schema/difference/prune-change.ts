import { changeOf } from '../change/change.ts';
import { entityChanges, hasChanges } from '../change/entity-changes.ts';
import { entityId, enumKey, ofType, type SchemaEntity, tableOf } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import type { Rename } from '../rename/rename.ts';

/** Two states and the renames between them, as a differ takes them. */
export interface PrunedChange {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
}

/**
 * The same change without the tables that it does not touch, which are the same on both sides: drizzle-kit's time grows
 * faster than their number. `undefined` when nothing changes. Tables with a column of an enum that changes stay, as
 * that is built anew under them.
 */
export function pruneChange(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
): PrunedChange | undefined {
  const { renamed } = changeOf(before, after, renames);
  const changes = entityChanges(renamed, after);
  const affected = [...changes.added, ...changes.removed, ...changes.changed.map((pair) => pair.after)];
  const moved = renamed.filter((entity, index) => {
    const original = before[index];
    return original !== undefined && entityId(original) !== entityId(entity);
  });
  if (!hasChanges(changes) && moved.length === 0) return undefined;
  const tables = new Set([...affected, ...moved].map(tableOf));
  const enums = new Set(ofType(affected, 'enum').map(({ schema, name }) => TableKey.of(schema, name)));
  for (const column of ofType([...renamed, ...after], 'column')) {
    const type = enumKey(column);
    if (type !== undefined && enums.has(type)) tables.add(tableOf(column));
  }
  const stays = (entity: SchemaEntity): boolean => {
    const table = tableOf(entity);
    return table === undefined || tables.has(table);
  };
  const kept = new Set(renamed.flatMap((entity, index) => (stays(entity) ? [index] : [])));
  return { before: before.filter((_, index) => kept.has(index)), after: after.filter(stays), renames };
}
