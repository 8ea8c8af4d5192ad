import { child, children, text } from '../../../sql-objects/sql-node.ts';
import { indexColumns } from '../../catalog/apply/define-table.ts';
import { constraintColumns, constraintKind } from '../../node/constraints.ts';
import { names, treesOf } from '../../read/later.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import type { Subject } from '../../rule/subject.ts';

export const fkWithoutIndex: LintRule = {
  name: 'fk-without-index',
  level: 'warning',
  harm: 'Without an index on the columns of a foreign key, every DELETE, and every change of the key, in the other table reads this table whole.',
  instead: 'CREATE INDEX on the columns of the foreign key, CONCURRENTLY where the table is in use',
  example: {
    given: 'create table customers (id bigint primary key)',
    bad: 'create table orders (id bigint primary key, customer bigint references customers)',
    good: `create table orders (id bigint primary key, customer bigint references customers);
      create index orders_customer_idx on orders (customer)`,
  },
  find(subject) {
    const { node, catalog } = subject;
    const range = child(node, 'relation');
    const [schema, name] = [text(range, 'schemaname'), text(range, 'relname')];
    const isServed = (columns: readonly string[]): boolean => {
      const known = [...(catalog.find(schema, name)?.indexes.values() ?? [])].map((index) => index.columns);
      return [...known, ...own(subject), ...later(subject, schema, name)].some((index) => begins(index, columns));
    };
    return foreignKeys(subject)
      .filter((columns) => columns.length > 0 && !isServed(columns))
      .map((columns) => ({ on: name, message: `No index of ${name} begins with ${columns.join(', ')}.` }));
  },
};

/** The columns of foreign keys that it makes, those of new tables among them. */
function foreignKeys(subject: Subject): readonly (readonly string[])[] {
  return constraints(subject, 'foreign');
}

/** The columns of indexes that it makes by the way. */
function own(subject: Subject): readonly (readonly string[])[] {
  return [...constraints(subject, 'unique'), ...constraints(subject, 'primary')];
}

function constraints({ kind, node }: Subject, wanted: string): readonly (readonly string[])[] {
  const elements =
    kind === 'CreateStmt'
      ? children(node, 'tableElts')
      : kind === 'AlterTableStmt'
        ? children(node, 'cmds').map((each) => child(child(each, 'AlterTableCmd'), 'def'))
        : [];
  return elements.flatMap((element) => {
    const column = child(element, 'ColumnDef');
    const inside = children(column, 'constraints').map((each) => child(each, 'Constraint'));
    const found = 'Constraint' in element ? [child(element, 'Constraint')] : inside;
    return found
      .filter((each) => constraintKind(each) === wanted)
      .map((each) => constraintColumns(each, text(column, 'colname')));
  });
}

function later({ context }: Subject, schema: string, name: string): readonly (readonly string[])[] {
  return treesOf(context.later(), 'IndexStmt')
    .filter((index) => names(index, 'relation', schema, name) && !('whereClause' in index))
    .map(indexColumns);
}

/** Whether an index begins with these columns, in whatever order. */
function begins(index: readonly string[], columns: readonly string[]): boolean {
  const first = index.slice(0, columns.length);
  return columns.every((each) => first.includes(each));
}
