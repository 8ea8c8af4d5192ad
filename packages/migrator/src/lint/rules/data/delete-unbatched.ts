import { child } from '../../../sql-objects/sql-node.ts';
import { namesRows } from '../../read/row-filter.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const deleteUnbatched: LintRule = {
  name: 'delete-unbatched',
  level: 'warning',
  harm: 'One DELETE of many rows keeps all of them locked until its transaction ends: code that writes one of them waits that long.',
  instead:
    'migrate revision --empty --batch "orders(id)" -m "…", which does it in short transactions and can be stopped and resumed',
  example: {
    given: 'create table orders (id bigint primary key, state text)',
    bad: "delete from orders where state = 'old'",
    good: 'delete from orders where id in (7, 8)',
  },
  find(subject) {
    const { kind, node, context } = subject;
    if (kind !== 'DeleteStmt' || context.revision.section.batch !== undefined) return [];
    const table = subject.target(child(node, 'relation'));
    if (table === undefined || namesRows(table, child(node, 'whereClause'))) return [];
    const which = 'whereClause' in node ? 'All rows that its condition finds' : 'All rows';
    return [about(table, `${which} of ${table.shown} are locked until the transaction ends.`)];
  },
};
