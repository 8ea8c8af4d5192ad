import { child } from '../../../sql-objects/sql-node.ts';
import { treesOf } from '../../read/later.ts';
import { writesManyRows } from '../../read/writes-many-rows.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const analyzeAfterBackfill: LintRule = {
  name: 'analyze-after-backfill',
  level: 'info',
  harm: 'The statistics of the table date from before the rows were written: until autovacuum runs, queries may be planned for a column that is NULL everywhere, or for an empty table.',
  instead: 'ANALYZE table as the last statement',
  example: {
    given: 'create table orders (id bigint primary key, state text)',
    bad: "update orders set state = 'new'",
    good: "update orders set state = 'new'; analyze orders",
  },
  find(subject) {
    const { kind, node, context } = subject;
    // How much an UPDATE or DELETE with a condition changes is unknown.
    const isWhole = (kind === 'UpdateStmt' || kind === 'DeleteStmt') && !('whereClause' in node);
    if (!(isWhole || kind === 'InsertStmt') || !writesManyRows(subject)) return [];
    if (treesOf(context.later(), 'VacuumStmt').length > 0) return [];
    const table = subject.target(child(node, 'relation'));
    return table === undefined ? [] : [about(table, `The statistics of ${table.shown} know nothing of the new rows.`)];
  },
};
