import { child, children, descendants, names, type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import { treesOf } from '../../read/later.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import type { Subject } from '../../rule/subject.ts';

export const sequenceNotReset: LintRule = {
  name: 'sequence-not-reset',
  level: 'warning',
  harm: 'Rows get numbers that the sequence of the column does not know: it returns the same numbers again, and inserts fail on the unique key.',
  instead: "Leave the column out, or end with SELECT setval(pg_get_serial_sequence('table', 'column'), max(column))",
  example: {
    given: 'create table kinds (id serial primary key, name text)',
    bad: "insert into kinds (id, name) values (1, 'new')",
    good: "insert into kinds (name) values ('new')",
  },
  find(subject) {
    const { kind, node, catalog } = subject;
    if (kind !== 'InsertStmt' && kind !== 'CopyStmt') return [];
    const range = child(node, 'relation');
    const relation = catalog.relation(range);
    const listed = kind === 'CopyStmt' ? names(node, 'attlist') : insertedColumns(node);
    const all = [...(relation?.columns.keys() ?? [])];
    const numbered = (listed.length > 0 ? listed : all).filter((each) => {
      const column = relation?.columns.get(each);
      return column?.isNumbered === true && !isDefault(node, listed.length > 0 ? listed : all, each);
    });
    if (relation === undefined || numbered.length === 0 || isReset(subject)) return [];
    const on = relation.schema === 'public' ? relation.name : `${relation.schema}.${relation.name}`;
    return [{ on, message: `The sequence of ${on}.${numbered.join(', ')} does not know of these numbers.` }];
  },
};

function insertedColumns(node: SqlNode): readonly string[] {
  return children(node, 'cols').map((each) => text(child(each, 'ResTarget'), 'name'));
}

/** Whether a column gets its default in all rows, or none are listed for it. */
function isDefault(node: SqlNode, columns: readonly string[], column: string): boolean {
  const query = child(child(node, 'selectStmt'), 'SelectStmt');
  const rows = children(query, 'valuesLists').map((each) => children(child(each, 'List'), 'items'));
  // `DEFAULT VALUES` has none; COPY and a query fill all that they list.
  if (rows.length === 0) return 'relation' in node && !('is_from' in node) && !('selectStmt' in node);
  const at = columns.indexOf(column);
  return rows.every((row) => row.length <= at || 'SetToDefault' in (row[at] ?? {}));
}

const CALLS: ReadonlySet<string> = new Set(['FuncCall']);

/** Whether a later statement of the revision sets a sequence. */
function isReset({ context }: Subject): boolean {
  const following = context.following();
  const isSet = treesOf(following, 'SelectStmt').some((query) =>
    [...descendants(query, CALLS)].some(([, call]) => names(call, 'funcname').at(-1) === 'setval'),
  );
  const restarts = treesOf(following, 'AlterTableStmt').some((alter) =>
    children(alter, 'cmds').some((each) => text(child(each, 'AlterTableCmd'), 'subtype') === 'AT_SetIdentity'),
  );
  return isSet || restarts || treesOf(following, 'AlterSeqStmt').length > 0;
}
