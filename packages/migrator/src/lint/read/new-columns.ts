import { child, children, type SqlNode, text } from '../../sql-objects/sql-node.ts';
import type { Subject } from '../rule/subject.ts';

/** The columns that a statement makes, in a new table or another, with the name of the table. */
export function newColumns({ kind, node }: Subject): readonly { readonly table: string; readonly column: SqlNode }[] {
  const table = text(child(node, 'relation'), 'relname');
  const definitions =
    kind === 'CreateStmt'
      ? children(node, 'tableElts')
      : kind === 'AlterTableStmt'
        ? children(node, 'cmds')
            .map((each) => child(each, 'AlterTableCmd'))
            .filter((each) => text(each, 'subtype') === 'AT_AddColumn')
            .map((each) => child(each, 'def'))
        : [];
  return definitions.flatMap((each) => ('ColumnDef' in each ? [{ table, column: child(each, 'ColumnDef') }] : []));
}
