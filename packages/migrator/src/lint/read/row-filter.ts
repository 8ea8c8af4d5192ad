import { child, children, names, type SqlNode, text } from '../../sql-objects/sql-node.ts';
import type { Target } from '../rule/subject.ts';

/** Whether a condition keeps a statement to rows that are named by a unique key: `id = 7`, `id in (1, 2)`. */
export function namesRows(table: Target, where: SqlNode): boolean {
  const fixed = fixedColumns(where);
  return [...(table.relation?.indexes.values() ?? [])].some(
    ({ isUnique, isPartial, columns }) =>
      isUnique && !isPartial && columns.length > 0 && columns.every((each) => fixed.includes(each)),
  );
}

/** Columns that a condition compares with constants. */
function fixedColumns(where: SqlNode): readonly string[] {
  const and = child(where, 'BoolExpr');
  if (text(and, 'boolop') === 'AND_EXPR') return children(and, 'args').flatMap(fixedColumns);
  const test = child(where, 'A_Expr');
  const isEqual = ['AEXPR_OP', 'AEXPR_IN'].includes(text(test, 'kind')) && names(test, 'name').join('') === '=';
  if (!isEqual || !isConstant(child(test, 'rexpr'))) return [];
  const column = names(child(child(test, 'lexpr'), 'ColumnRef'), 'fields').at(-1);
  return column === undefined ? [] : [column];
}

function isConstant(node: SqlNode): boolean {
  if ('TypeCast' in node) return isConstant(child(child(node, 'TypeCast'), 'arg'));
  if ('List' in node) return children(child(node, 'List'), 'items').every(isConstant);
  return 'A_Const' in node || 'ParamRef' in node;
}
