import { spaceOf, target } from '../effects/targets.ts';
import { refPath } from '../object-ref.ts';
import { child, names, type SqlNode, text, unwrap } from '../sql-node.ts';
import { withoutComment } from './create-words.ts';
import type { ObjectReader } from './object-reader.ts';
import { schemaOf } from './object-sql.ts';
import type { CatalogPlace, SqlObject } from './sql-object.ts';

export const COMMENTS: Readonly<Record<string, ObjectReader>> = { CommentStmt: readComment };

/** The catalog's names for the kinds of objects that can have a comment. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  tabconstraint: ['constraint'],
  matview: ['materialized view'],
  type: ['enum', 'range', 'composite type', 'base type'],
  'foreign server': ['server'],
  fdw: ['foreign-data wrapper'],
  routine: ['function', 'procedure'],
};

function readComment(node: SqlNode, sql: string): SqlObject | string {
  const type = text(node, 'objtype');
  const object = child(node, 'object');
  const on = target(type, object);
  if (text(node, 'comment') === '') return 'takes a comment away; delete the file that declares the comment instead';
  if (on === undefined || ['OBJECT_DATABASE', 'OBJECT_ROLE', 'OBJECT_TABLESPACE'].includes(type)) {
    return 'is a comment on something that does not belong to this schema';
  }
  const noun = spaceOf(type);
  const parts = names(unwrap(object).node, 'items');
  const isPart = ['OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT', 'OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'].includes(
    type,
  );
  const part = isPart ? (parts.at(-1) ?? '') : '';
  const path = type === 'OBJECT_COLUMN' ? `${refPath(on)}.${part}` : isPart ? `${part} on ${refPath(on)}` : refPath(on);
  const kinds = KINDS[noun] ?? [noun];
  const isGlobal = 'String' in object;
  const place: CatalogPlace = {
    kinds,
    // In the catalog, a schema is in itself.
    schema: isGlobal ? (noun === 'schema' ? on.name : '') : on.schema === '' ? schemaOf([]) : on.schema,
    relation: isPart ? on.name : '',
    name: isPart ? part : on.name,
    fact: 'comment',
  };
  return {
    kind: 'comment',
    label: `comment on ${noun.replace('tabconstraint', 'constraint').replace('matview', 'materialized view')} ${path}`,
    provides: '',
    on: { space: on.space, schema: isGlobal ? '' : on.schema === '' ? 'public' : on.schema, name: on.name },
    create: sql,
    drop: withoutComment(sql),
    replace: sql,
    shape: 'comment',
    catalog: place,
  };
}
