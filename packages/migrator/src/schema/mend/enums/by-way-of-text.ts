import { type ColumnEntity, entityId, enumKey, type SchemaEntity, withFacts } from '../../entity/schema-entity.ts';
import { TableKey } from '../../entity/table-key.ts';

/**
 * The state without some enums, in which their columns are text without a default: from there, drizzle-kit creates the
 * enums with all their values. Returns the same state if there are none.
 *
 * @param enums ids
 */
export function byWayOfText(state: readonly SchemaEntity[], enums: ReadonlySet<string>): readonly SchemaEntity[] {
  if (enums.size === 0) return state;
  const types = new Set(
    state.flatMap((entity) => (enums.has(entityId(entity)) ? [TableKey.of(entity.schema, entity.name)] : [])),
  );
  return state
    .filter((entity) => !enums.has(entityId(entity)))
    .map((entity) => (entity.type === 'column' && isOf(entity, types) ? asText(entity) : entity));
}

function isOf(column: ColumnEntity, types: ReadonlySet<TableKey>): boolean {
  const type = enumKey(column);
  return type !== undefined && types.has(type);
}

function asText(column: ColumnEntity): SchemaEntity {
  return withFacts(column, { type: 'text', typeSchema: undefined, default: undefined });
}
