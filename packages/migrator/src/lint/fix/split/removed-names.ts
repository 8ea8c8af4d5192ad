import {
  child,
  children,
  descendants,
  isTrue,
  names,
  type SqlNode,
  text,
  unwrap,
} from '../../../sql-objects/sql-node.ts';
import { nameOf } from '../../catalog/apply/define-table.ts';

/**
 * Names, without schemas, of what a statement drops, disables or renames: what a later statement of the same
 * transaction may put in its place.
 */
export function removedNames(tree: SqlNode): readonly string[] {
  const { kind, node } = unwrap(tree);
  const table = text(child(node, 'relation'), 'relname');
  switch (kind) {
    case 'DropStmt':
      return children(node, 'objects').map((each) => lastName(each));
    case 'RenameStmt':
      return [text(node, 'subname') || table, text(node, 'newname')];
    case 'GrantStmt':
      return isTrue(node, 'is_grant') ? [] : [...descendants(node, RANGES)].map(([, range]) => text(range, 'relname'));
    case 'AlterTableStmt':
      return children(node, 'cmds')
        .map((each) => child(each, 'AlterTableCmd'))
        .filter(isRemoval)
        .map((command) => text(command, 'name') || table);
    default:
      return [];
  }
}

const RANGES: ReadonlySet<string> = new Set(['RangeVar']);

function isRemoval(command: SqlNode): boolean {
  const subtype = text(command, 'subtype');
  if (subtype === 'AT_ColumnDefault') return !('def' in command);
  return subtype.startsWith('AT_Drop') || subtype.startsWith('AT_Disable') || subtype === 'AT_NoForceRowSecurity';
}

/** For a function, it is in a node of its own. */
function lastName(object: SqlNode): string {
  const plain = nameOf(object).at(-1);
  return plain ?? names(child(object, 'ObjectWithArgs'), 'objname').at(-1) ?? '';
}
