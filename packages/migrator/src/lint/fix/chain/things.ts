import { child, children, descendants, names, type SqlNode, text, unwrap } from '../../../sql-objects/sql-node.ts';
import { nameOf } from '../../catalog/apply/define-table.ts';
import { constraintKind } from '../../node/constraints.ts';

/** What a statement creates, changes or drops, to find the statement that reverts it. */
export interface Things {
  /** `column orders note`, `index orders_note_idx`, `rows orders`. */
  readonly exact: ReadonlySet<string>;
  /** Relations that it names, without schemas. */
  readonly relations: ReadonlySet<string>;
}

/** @param unnamed the name that PostgreSQL gives a constraint without one */
export function thingsOf(tree: SqlNode, unnamed: (constraint: SqlNode) => string | undefined): Things {
  const { kind, node } = unwrap(tree);
  const table = text(child(node, 'relation'), 'relname');
  return {
    exact: new Set(exactly(kind, node, table, unnamed)),
    relations: new Set([...descendants(tree, RANGES)].map(([, range]) => text(range, 'relname'))),
  };
}

const RANGES: ReadonlySet<string> = new Set(['RangeVar']);
const ROWS: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

function exactly(
  kind: string,
  node: SqlNode,
  table: string,
  unnamed: (constraint: SqlNode) => string | undefined,
): readonly string[] {
  if (kind === 'AlterTableStmt') {
    return children(node, 'cmds').flatMap((each) => ofAction(child(each, 'AlterTableCmd'), table, unnamed));
  }
  if (kind === 'IndexStmt') return [`index ${text(node, 'idxname')}`];
  if (kind === 'DropStmt') {
    const what = text(node, 'removeType') === 'OBJECT_INDEX' ? 'index' : 'relation';
    return children(node, 'objects').map((each) => `${what} ${nameOf(each).at(-1) ?? ''}`);
  }
  if (kind === 'CreateStmt') return [`relation ${table}`];
  if (kind === 'RenameStmt')
    return [text(node, 'subname'), text(node, 'newname')].map((name) => `column ${table} ${name}`);
  return ROWS.has(kind) ? [`rows ${table}`] : [];
}

function ofAction(
  command: SqlNode,
  table: string,
  unnamed: (constraint: SqlNode) => string | undefined,
): readonly string[] {
  const subtype = text(command, 'subtype');
  const { node: def } = unwrap(child(command, 'def'));
  if (subtype === 'AT_AttachPartition' || subtype === 'AT_DetachPartition') {
    return [`partition ${text(child(def, 'name'), 'relname')}`];
  }
  if (subtype === 'AT_AddConstraint') {
    const kind = constraintKind(def);
    const name = text(def, 'conname') || (unnamed(def) ?? '');
    const columns = kind === 'not-null' ? names(def, 'keys') : [];
    return [`constraint ${table} ${name}`, ...columns.map((column) => `column ${table} ${column}`)];
  }
  if (subtype === 'AT_DropConstraint' || subtype === 'AT_ValidateConstraint') {
    return [`constraint ${table} ${text(command, 'name')}`];
  }
  const column = subtype === 'AT_AddColumn' ? text(def, 'colname') : text(command, 'name');
  return column === '' ? [] : [`column ${table} ${column}`];
}
