import type { CatalogValue } from '../../src/schema/entity/catalog.ts';
import type { EntityType, SchemaEntity } from '../../src/schema/entity/schema-entity.ts';

type Facts = Readonly<Record<string, CatalogValue>>;

/** `entity('column', 't.a', { type: 'text' })`; a schema other than public comes first: `app.t.a`. */
export function entity(type: EntityType, path: string, facts: Facts = {}): SchemaEntity {
  const parts = path.split('.');
  const name = parts.pop() ?? '';
  if (type === 'schema' || type === 'role') return { type, schema: '', table: '', name, facts };
  const standsAlone = type === 'table' || type === 'enum' || type === 'sequence' || type === 'view';
  const table = standsAlone ? '' : (parts.pop() ?? '');
  return { type, schema: parts.pop() ?? 'public', table, name, facts };
}

export const table = (path: string): SchemaEntity => entity('table', path);
export const column = (path: string, type = 'text', facts: Facts = {}): SchemaEntity =>
  entity('column', path, { type, ...facts });
export const view = (path: string, definition: string): SchemaEntity => entity('view', path, { definition });
export const enumOf = (path: string, ...values: readonly string[]): SchemaEntity => entity('enum', path, { values });
export const unique = (path: string, ...columns: readonly string[]): SchemaEntity =>
  entity('unique', path, { columns });
export const foreignKey = (path: string, columns: readonly string[], tableTo: string): SchemaEntity =>
  entity('foreign-key', path, { columns, schemaTo: 'public', tableTo, columnsTo: ['id'] });
