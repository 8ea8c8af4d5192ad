import { child, children, names, type SqlNode, text } from '../../sql-objects/sql-node.ts';
import type { Relation } from '../catalog/relation.ts';

/** A comparison of a column with constants, as a check says it. */
interface Comparison {
  readonly column: string;
  readonly operator: string;
  readonly constants: readonly string[];
}

/**
 * Whether valid checks of a table say, in the same words, what the bound of a partition demands of one column: then
 * PostgreSQL reads no row. Other checks may be proof enough for it, too; nothing is said about those.
 */
export function impliesBound(relation: Relation | undefined, key: readonly string[], bound: SqlNode): boolean {
  const [column = '', more] = key;
  if (relation === undefined || more !== undefined || relation.columns.get(column)?.notNull !== true) return false;
  const known = [...relation.constraints.values()]
    .filter(({ kind, isValid }) => kind === 'check' && isValid)
    .flatMap(({ expression }) => (expression === undefined ? [] : comparisons(expression)))
    .filter((each) => each.column === column);
  if (text(bound, 'strategy') === 'l') {
    const taken = children(bound, 'listdatums').map(constantOf);
    return known.some(
      ({ operator, constants }) => operator === '=' && constants.every((each) => each !== '' && taken.includes(each)),
    );
  }
  return hasEnd(bound, 'lowerdatums', '>=', known) && hasEnd(bound, 'upperdatums', '<', known);
}

function hasEnd(bound: SqlNode, field: string, operator: string, known: readonly Comparison[]): boolean {
  const [end] = children(bound, field);
  if (end === undefined) return false;
  // MINVALUE and MAXVALUE demand nothing.
  if ('ColumnRef' in end) return true;
  const constant = constantOf(end);
  return constant !== '' && known.some((each) => each.operator === operator && each.constants[0] === constant);
}

function comparisons(expression: SqlNode): readonly Comparison[] {
  const and = child(expression, 'BoolExpr');
  if (text(and, 'boolop') === 'AND_EXPR') return children(and, 'args').flatMap(comparisons);
  const test = child(expression, 'A_Expr');
  const column = names(child(child(test, 'lexpr'), 'ColumnRef'), 'fields').at(-1);
  if (column === undefined || !['AEXPR_OP', 'AEXPR_IN'].includes(text(test, 'kind'))) return [];
  const right = child(test, 'rexpr');
  const items = 'List' in right ? children(child(right, 'List'), 'items') : [right];
  return [{ column, operator: names(test, 'name').join(''), constants: items.map(constantOf) }];
}

/** A constant without its casts and its place in the text; empty for all else. */
function constantOf(node: SqlNode): string {
  if ('TypeCast' in node) return constantOf(child(child(node, 'TypeCast'), 'arg'));
  const { location: _, ...constant } = child(node, 'A_Const');
  return 'A_Const' in node ? JSON.stringify(constant) : '';
}
