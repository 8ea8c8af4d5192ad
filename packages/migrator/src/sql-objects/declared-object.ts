import type { SchemaEntity } from '../schema/entity/schema-entity.ts';
import type { Effect } from './effects/effect.ts';
import type { SqlObject } from './objects/sql-object.ts';

/** A statement of a file in `sql/`. */
export interface DeclaredObject {
  readonly slice: string;
  /** Place of the statement: path, and line and column, 1-based. */
  readonly place: { readonly slice: string; readonly file: string; readonly line: number; readonly column: number };
  readonly object: SqlObject;
  readonly effects: readonly Effect[];
}

/** The Drizzle entity with the same name in the same name space, which must be unique. */
export function drizzleTwin({ object }: DeclaredObject, entities: readonly SchemaEntity[]): SchemaEntity | undefined {
  const { schema, relation, name } = object.catalog;
  return entities.find((entity) => {
    if (entity.name !== name || entity.schema !== schema) return false;
    return (SPACES[object.kind] ?? []).includes(entity.type) && (relation === '' || entity.table === relation);
  });
}

const RELATIONS = ['table', 'view', 'sequence', 'index', 'unique', 'primary-key'];
const SPACES: Readonly<Record<string, readonly string[]>> = {
  view: RELATIONS,
  'materialized view': RELATIONS,
  'foreign table': RELATIONS,
  index: ['index', 'unique', 'primary-key'],
  constraint: ['unique', 'primary-key', 'foreign-key', 'check'],
  policy: ['policy'],
  type: ['enum', 'table', 'view'],
  domain: ['enum', 'table', 'view'],
};
