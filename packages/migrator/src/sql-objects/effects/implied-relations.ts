import type { ObjectRef } from '../object-ref.ts';
import { child, children, names, type SqlNode, text } from '../sql-node.ts';
import type { Effect } from './effect.ts';

const SERIALS: ReadonlySet<string> = new Set(['serial', 'serial4', 'serial8', 'bigserial', 'smallserial', 'serial2']);
const INDEXED: Readonly<Record<string, string>> = {
  CONSTR_PRIMARY: 'pkey',
  CONSTR_UNIQUE: 'key',
  CONSTR_EXCLUSION: 'excl',
};
/** PostgreSQL truncates longer names, in a way that is not worth following. */
const LONGEST = 63;

/** The sequences and indexes that PostgreSQL creates for a column or constraint of a table, with their names. */
export function impliedRelations(table: ObjectRef, element: SqlNode): readonly Effect[] {
  const column = child(element, 'ColumnDef');
  const own = child(element, 'Constraint');
  const column_ = text(column, 'colname');
  const found: string[] = [];
  if (column_ !== '' && isNumbered(column)) found.push(`${table.name}_${column_}_seq`);
  for (const constraint of children(column, 'constraints'))
    found.push(indexName(table, child(constraint, 'Constraint'), [column_]));
  found.push(indexName(table, own, names(own, 'keys')));
  return found
    .filter((name) => name !== '' && name.length <= LONGEST)
    .map((name) => ({ action: 'create', object: { ...table, name }, of: table, implied: true }));
}

function isNumbered(column: SqlNode): boolean {
  const type = names(child(column, 'typeName'), 'names').at(-1) ?? '';
  return (
    SERIALS.has(type) ||
    children(column, 'constraints').some((it) => text(child(it, 'Constraint'), 'contype') === 'CONSTR_IDENTITY')
  );
}

function indexName(table: ObjectRef, constraint: SqlNode, columns: readonly string[]): string {
  const suffix = INDEXED[text(constraint, 'contype')];
  if (suffix === undefined || text(constraint, 'indexname') !== '') return '';
  const given = text(constraint, 'conname');
  if (given !== '') return given;
  return [table.name, ...(suffix === 'pkey' ? [] : columns), suffix].join('_');
}
