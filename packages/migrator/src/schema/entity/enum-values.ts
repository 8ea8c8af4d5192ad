import { listFact, type SchemaEntity, tableKey } from './schema-entity.ts';

/**
 * The values of all enums, by the key of their enum, as things of their own: `table` is the enum, `values` the neighbours on either side, which tell a
 * value that got another name from one that came elsewhere.
 */
export function enumValues(entities: readonly SchemaEntity[]): ReadonlyMap<string, readonly SchemaEntity[]> {
  const enums = entities.filter(({ type }) => type === 'enum');
  return new Map(enums.map((entity) => [tableKey(entity.schema, entity.name), valuesOf(entity)]));
}

function valuesOf({ schema, name: table, ...entity }: SchemaEntity): readonly SchemaEntity[] {
  const values = listFact({ ...entity, schema, name: table }, 'values');
  return values.map((name, index) => ({
    type: 'enum',
    schema,
    table,
    name,
    facts: { values: [values[index - 1] ?? '', values[index + 1] ?? ''] },
  }));
}
