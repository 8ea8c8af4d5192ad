import { child, children } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const truncate: LintRule = {
  name: 'truncate',
  level: 'error',
  harm: 'All rows are gone and cannot be recovered, DELETE triggers do not run, and the table is locked completely until the end of the transaction.',
  instead: 'DELETE in batches, or a backup of the rows in another table first',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'truncate orders',
    good: 'create table archive (like orders)',
  },
  find(subject) {
    if (subject.kind !== 'TruncateStmt') return [];
    return children(subject.node, 'relations').flatMap((each) => {
      const table = subject.target(child(each, 'RangeVar'));
      return table === undefined ? [] : [about(table, `All rows of ${table.shown} are gone.`, 'lock')];
    });
  },
};
