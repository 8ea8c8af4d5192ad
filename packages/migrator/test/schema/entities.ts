import { readEntity } from '../../src/schema/entity/read-entity.ts';
import type { EntityOf, EntityType, SchemaEntity } from '../../src/schema/entity/schema-entity.ts';
import type { JsonFacts } from '../../src/schema/facts/entity-facts.ts';

/** What is never absent; a test says what it is about. */
const LEAST: Readonly<Partial<Record<EntityType, JsonFacts>>> = {
  enum: { values: [] },
  column: { type: 'text' },
  'primary-key': { columns: [] },
  unique: { columns: [] },
  'foreign-key': { columns: [], schemaTo: 'public', tableTo: 't', columnsTo: [] },
  check: { value: 'true' },
  index: { columns: [] },
  policy: { roles: [] },
  privilege: { grantor: 'a', grantee: 'b', type: 'SELECT' },
  object: { kind: 'function', text: '' },
};

/** `entity('column', 't.a', { type: 'text' })`; a schema other than public comes first: `app.t.a`. */
export function entity(type: EntityType, path: string, facts: JsonFacts = {}): SchemaEntity {
  const parts = path.split('.');
  const name = parts.pop() ?? '';
  const all = { ...LEAST[type], ...facts };
  if (type === 'schema' || type === 'role') return readEntity(type, { schema: '', table: '', name }, all);
  const standsAlone = type === 'table' || type === 'enum' || type === 'sequence' || type === 'view';
  const table = standsAlone ? '' : (parts.pop() ?? '');
  return readEntity(type, { schema: parts.pop() ?? 'public', table, name }, all);
}

export const table = (path: string): SchemaEntity => entity('table', path);
export const view = (path: string, definition: string): SchemaEntity => entity('view', path, { definition });
export const enumOf = (path: string, ...values: readonly string[]): SchemaEntity => entity('enum', path, { values });
export const unique = (path: string, ...columns: readonly string[]): SchemaEntity =>
  entity('unique', path, { columns });
export const foreignKey = (path: string, columns: readonly string[], tableTo: string): SchemaEntity =>
  entity('foreign-key', path, { columns, schemaTo: 'public', tableTo, columnsTo: ['id'] });

export function column(path: string, type = 'text', facts: JsonFacts = {}): EntityOf<'column'> {
  const { schema, table, name } = entity('column', path);
  return { type: 'column', schema, table, name, facts: { type, ...facts } };
}
