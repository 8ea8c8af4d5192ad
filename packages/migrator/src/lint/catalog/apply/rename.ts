import { child, names, type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import type { LintCatalog, SchemaName } from '../lint-catalog.ts';
import { qualified } from '../qualified.ts';
import type { Relation } from '../relation.ts';
import { WHOLE_RELATIONS } from './whole-relations.ts';

/** Follows what gives another name. */
export function rename(catalog: LintCatalog, node: SqlNode): void {
  const [kind, from, to] = [text(node, 'renameType'), text(node, 'subname'), text(node, 'newname')];
  if (kind === 'OBJECT_SCHEMA') catalog.renameSchema(from, to);
  else if (kind === 'OBJECT_TYPE' || kind === 'OBJECT_DOMAIN') {
    const name = qualified(names(child(child(node, 'object'), 'List'), 'items'));
    moveType(catalog, name, { ...name, name: to });
  } else renameRelation(catalog, node, kind);
}

function renameRelation(catalog: LintCatalog, node: SqlNode, kind: string): void {
  const [from, to] = [text(node, 'subname'), text(node, 'newname')];
  const range = child(node, 'relation');
  if (kind === 'OBJECT_INDEX') {
    const found = catalog.index(text(range, 'schemaname'), text(range, 'relname'));
    if (found !== undefined) moveKey(found.table.indexes, found.index.name, to);
    return;
  }
  const relation = catalog.relation(range);
  if (relation === undefined) return;
  if (kind === 'OBJECT_COLUMN') renameColumn(relation, from, to);
  else if (kind === 'OBJECT_TABCONSTRAINT') {
    moveKey(relation.constraints, from, to);
    moveKey(relation.indexes, from, to);
  } else if (WHOLE_RELATIONS.has(kind)) catalog.move(relation, { name: to });
}

function renameColumn(relation: Relation, from: string, to: string): void {
  moveKey(relation.columns, from, to);
  const renamed = (columns: readonly string[]) => columns.map((each) => (each === from ? to : each));
  for (const [key, it] of relation.constraints) relation.constraints.set(key, { ...it, columns: renamed(it.columns) });
  for (const [key, it] of relation.indexes) relation.indexes.set(key, { ...it, columns: renamed(it.columns) });
}

function moveKey<T extends { readonly name: string }>(map: Map<string, T>, from: string, to: string): void {
  const value = map.get(from);
  if (value === undefined) return;
  map.delete(from);
  map.set(to, { ...value, name: to });
}

/** A type has another name or schema from now on. */
export function moveType(catalog: LintCatalog, from: SchemaName, to: SchemaName): void {
  const known = catalog.type(from);
  if (known === undefined) return;
  catalog.setType(from, undefined);
  catalog.setType(to, known);
  // Columns keep their type, whatever it is called.
  for (const relation of catalog.relations) {
    for (const [key, column] of relation.columns) {
      if (column.type.name !== from.name || !isSame(column.type.schema, from.schema)) continue;
      relation.columns.set(key, { ...column, type: { ...column.type, ...to } });
    }
  }
}

function isSame(schema: string, other: string): boolean {
  return schema === other || schema === '' || other === '';
}
