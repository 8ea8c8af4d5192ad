import type { DeclaredIndex } from '../../health/rule.ts';
import { readEntity } from '../../schema/entity/read-entity.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';

/** What a slice declares after that change of an index; `undefined` when it declares no such table or index. */
export function declaredWith(
  entities: readonly SchemaEntity[],
  { change, schema, table, name, columns }: DeclaredIndex,
): readonly SchemaEntity[] | undefined {
  if (change === 'drop') {
    const rest = entities.filter((it) => !(it.type === 'index' && it.schema === schema && it.name === name));
    return rest.length === entities.length ? undefined : rest;
  }
  if (!entities.some((it) => it.type === 'table' && it.schema === schema && it.name === table)) return undefined;
  const facts = {
    nameExplicit: true,
    columns: columns.map((value) => ({ value, isExpression: false, asc: true, nullsFirst: false, opclass: null })),
  };
  return [...entities, readEntity('index', { schema, table, name }, facts)];
}

/** What a person has to write into the schema file, or take out of it. */
export function declareText({ change, name, columns }: DeclaredIndex): string {
  const index = `index(${JSON.stringify(name)})`;
  if (change === 'drop') return `remove ${index} from it`;
  return `${index}.on(${columns.map((column) => `table.${column}`).join(', ')})`;
}
