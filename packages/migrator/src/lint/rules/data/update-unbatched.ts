import { child } from '../../../sql-objects/sql-node.ts';
import { namesRows } from '../../read/row-filter.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const updateUnbatched: LintRule = {
  name: 'update-unbatched',
  level: 'warning',
  harm: 'One UPDATE of many rows keeps all of them locked until its transaction ends: code that writes one of them waits that long. The table grows by the changed rows.',
  instead:
    'migrate revision --empty --batch "orders(id)" -m "…", which does it in short transactions and can be stopped and resumed',
  example: {
    given: 'create table orders (id bigint primary key, state text)',
    bad: "update orders set state = 'new' where state is null",
    good: "update orders set state = 'new' where id = 7",
  },
  find(subject) {
    const { kind, node, context } = subject;
    if (kind !== 'UpdateStmt' || context.revision.section.batch !== undefined) return [];
    const table = subject.target(child(node, 'relation'));
    if (table === undefined || namesRows(table, child(node, 'whereClause'))) return [];
    const which = 'whereClause' in node ? 'All rows that its condition finds' : 'All rows';
    return [about(table, `${which} of ${table.shown} are locked until the transaction ends.`)];
  },
};
