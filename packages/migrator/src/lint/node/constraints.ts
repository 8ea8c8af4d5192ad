import { child, children, descendants, isTrue, names, type SqlNode, text } from '../../sql-objects/sql-node.ts';

export type ConstraintKind = 'check' | 'foreign' | 'unique' | 'primary' | 'exclude' | 'not-null';

const KINDS: Readonly<Record<string, ConstraintKind>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary',
  CONSTR_EXCLUSION: 'exclude',
  CONSTR_NOTNULL: 'not-null',
};

/** The kind of a `Constraint` node; `undefined` for defaults, identity and the like. */
export function constraintKind(constraint: SqlNode): ConstraintKind | undefined {
  return KINDS[text(constraint, 'contype')];
}

/** The columns that a constraint is about; `column` is that in whose definition it is. */
export function constraintColumns(constraint: SqlNode, column = ''): readonly string[] {
  const kind = constraintKind(constraint);
  if (kind === 'check') return columnsOf(child(constraint, 'raw_expr'));
  if (column !== '') return [column];
  if (kind === 'exclude') {
    return children(constraint, 'exclusions').map((each) => {
      const [element] = children(child(each, 'List'), 'items');
      return text(child(element ?? {}, 'IndexElem'), 'name');
    });
  }
  return names(constraint, kind === 'foreign' ? 'fk_attrs' : 'keys');
}

/** The columns that an expression names. */
export function columnsOf(expression: SqlNode): readonly string[] {
  const found = new Set<string>();
  for (const [, reference] of descendants(expression, REFERENCES)) {
    const last = names(reference, 'fields').at(-1);
    if (last !== undefined) found.add(last);
  }
  return [...found];
}

const REFERENCES: ReadonlySet<string> = new Set(['ColumnRef']);

/** `NOT VALID`. */
export function isNotValid(constraint: SqlNode): boolean {
  return isTrue(constraint, 'skip_validation');
}

/** Columns of which an expression says `IS NOT NULL`, in a conjunction. */
export function demandedColumns(expression: SqlNode): readonly string[] {
  const and = child(expression, 'BoolExpr');
  if (text(and, 'boolop') === 'AND_EXPR') return children(and, 'args').flatMap(demandedColumns);
  const test = child(expression, 'NullTest');
  return text(test, 'nulltesttype') === 'IS_NOT_NULL' ? names(child(child(test, 'arg'), 'ColumnRef'), 'fields') : [];
}

/** `USING INDEX`. */
export function usedIndex(constraint: SqlNode): string {
  return text(constraint, 'indexname');
}
