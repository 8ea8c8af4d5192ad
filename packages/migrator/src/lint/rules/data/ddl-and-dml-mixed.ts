import { child } from '../../../sql-objects/sql-node.ts';
import { writesManyRows } from '../../read/writes-many-rows.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const ddlAndDmlMixed: LintRule = {
  name: 'ddl-and-dml-mixed',
  level: 'error',
  harm: 'Rows are written while a table that an earlier statement of the same transaction locked completely stays locked: nobody can read it until all rows are done.',
  instead:
    'Write the rows in a revision of their own, in batches (migrate revision --empty --batch "orders(id)" -m "…")',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: "alter table orders add column state text; update orders set state = 'new'",
    good: "alter table orders add column state text; update orders set state = 'new' where id = 7",
  },
  find(subject) {
    const [held] = subject.context.transaction.exclusive.values();
    if (held === undefined || !writesManyRows(subject)) return [];
    const { shown, line } = held;
    const table = subject.target(child(subject.node, 'relation'));
    const message = `${shown} has been locked completely since line ${line}, and stays so while rows are written.`;
    return [{ on: table?.shown ?? shown, message }];
  },
};
