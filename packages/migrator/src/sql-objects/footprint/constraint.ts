import { type ObjectRef, relationOf } from '../object-ref.ts';
import { child, names, type SqlNode, text } from '../sql-node.ts';
import { type Access, access, column, keyPart, use } from './access.ts';
import { mentioned } from './mentioned.ts';
import { mentions } from './mentions.ts';

const KEYS: Readonly<Record<string, string>> = { CONSTR_PRIMARY: 'pkey', CONSTR_UNIQUE: 'key' };
/** The key that a foreign key without columns refers to. */
export const PRIMARY = 'primary key';

/**
 * What a constraint reaches. `own`: the column that declares it. `onRows`: the table may have rows, which must fit; a
 * table that is being created has none.
 */
export function constraintFootprint(
  table: ObjectRef,
  constraint: SqlNode,
  { own, onRows }: { readonly own?: string; readonly onRows: boolean },
): readonly Access[] {
  const kind = text(constraint, 'contype');
  const name = text(constraint, 'conname');
  const expression = mentions(child(constraint, 'raw_expr'), constraint.exclusions ?? null);
  const columns = [...ownColumns(constraint, own), ...expression.columns.map(({ name: each }) => each)];
  const parts = columns.map(column);
  return [
    ...(name === '' ? [] : access('make', table, [`constraint ${name}`])),
    ...use(table, parts),
    ...(onRows && kind !== 'CONSTR_DEFAULT' ? access('require', table, parts) : []),
    ...mentioned('use', expression, table),
    ...keyFootprint(table, kind, name, columns),
    ...(kind === 'CONSTR_FOREIGN' ? foreignKey(constraint, onRows) : []),
  ];
}

function ownColumns(constraint: SqlNode, own: string | undefined): readonly string[] {
  const listed = [...names(constraint, 'keys'), ...names(constraint, 'fk_attrs')];
  return listed.length > 0 || own === undefined ? listed : [own];
}

function keyFootprint(table: ObjectRef, kind: string, given: string, columns: readonly string[]): readonly Access[] {
  const suffix = KEYS[kind];
  if (suffix === undefined || columns.length === 0) return [];
  const name = given === '' ? [table.name, ...(suffix === 'pkey' ? [] : columns), suffix].join('_') : given;
  const parts = [keyPart(columns), ...(suffix === 'pkey' ? [PRIMARY] : [])];
  return [{ does: 'make', object: table, parts, constraint: name }];
}

/** The referenced columns and key; the rows of the other table must already exist. */
function foreignKey(constraint: SqlNode, onRows: boolean): readonly Access[] {
  const other = relationOf(child(constraint, 'pktable'));
  const columns = names(constraint, 'pk_attrs');
  return [
    ...use(other),
    ...use(other, columns.map(column)),
    ...use(other, [columns.length === 0 ? PRIMARY : keyPart(columns)]),
    ...(onRows ? access('read', other) : []),
  ];
}
