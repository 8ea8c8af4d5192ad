import { type EntityOf, ofType, type SchemaEntity } from './schema-entity.ts';
import { TableKey } from './table-key.ts';

/**
 * The values of all enums, by the key of their enum, as separate things: `table` is the enum, `values` are the
 * neighbours on either side, which distinguish a renamed value from a new one elsewhere.
 */
export function enumValues(entities: readonly SchemaEntity[]): ReadonlyMap<TableKey, readonly EntityOf<'enum'>[]> {
  const enums = ofType(entities, 'enum');
  return new Map(enums.map((entity) => [TableKey.of(entity.schema, entity.name), valuesOf(entity)]));
}

function valuesOf({ schema, name: table, facts: { values } }: EntityOf<'enum'>): readonly EntityOf<'enum'>[] {
  return values.map((name, index) => ({
    type: 'enum',
    schema,
    table,
    name,
    facts: { values: [values[index - 1] ?? '', values[index + 1] ?? ''] },
  }));
}
