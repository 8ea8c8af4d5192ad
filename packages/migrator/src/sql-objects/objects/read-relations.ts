import { child, isTrue, type SqlNode, text } from '../sql-node.ts';
import { orReplace, plainCreate } from './create-words.ts';
import type { ObjectReader } from './object-reader.ts';
import { pathOf, place, relationParts, schemaOf, sqlName } from './object-sql.ts';
import { viewShape } from './shape.ts';
import type { SqlObject } from './sql-object.ts';

/** Views, materialized views and foreign tables: relations without rows of their own. */
export const RELATIONS: Readonly<Record<string, ObjectReader>> = {
  ViewStmt: readView,
  CreateTableAsStmt: readMaterializedView,
  CreateForeignTableStmt: (node, sql) => {
    const base = child(node, 'base');
    return isTrue(base, 'if_not_exists') ? IF_NOT_EXISTS : relation('foreign table', child(base, 'relation'), sql);
  },
};

const IF_NOT_EXISTS = 'has IF NOT EXISTS; leave that out, Braid knows what exists';

function readView(node: SqlNode, sql: string): SqlObject | string {
  if (text(child(node, 'view'), 'relpersistence') === 't') return 'makes a view that is gone with the session';
  const shape = viewShape(node);
  const view = { ...relation('view', child(node, 'view'), plainCreate(sql)), replace: orReplace(sql) };
  return shape === undefined ? view : { ...view, shape };
}

function readMaterializedView(node: SqlNode, sql: string): SqlObject | string {
  if (text(node, 'objtype') !== 'OBJECT_MATVIEW') return 'makes a table, whose rows would be lost with it';
  if (isTrue(node, 'if_not_exists')) return IF_NOT_EXISTS;
  return relation('materialized view', child(child(node, 'into'), 'rel'), sql);
}

function relation(kind: string, node: SqlNode, sql: string): SqlObject {
  const parts = relationParts(node);
  const name = parts.at(-1) ?? '';
  return {
    kind,
    label: `${kind} ${pathOf(parts)}`,
    provides: name,
    create: sql,
    drop: `DROP ${kind.toUpperCase()} ${sqlName(parts)}`,
    catalog: place(kind, schemaOf(parts), name),
  };
}
