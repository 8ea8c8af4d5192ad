import { child, isTrue, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const concurrentIfNotExists: LintRule = {
  name: 'concurrent-if-not-exists',
  level: 'warning',
  harm: 'A concurrent build that fails leaves an invalid index behind. With IF NOT EXISTS the next try sees it, skips the build and reports success.',
  instead:
    'Leave IF NOT EXISTS out: Braid finds out whether the index is there and valid before it runs the statement again',
  example: {
    given: 'create table orders (id bigint, customer bigint)',
    bad: 'create index concurrently if not exists orders_customer_idx on orders (customer)',
    good: 'create index concurrently orders_customer_idx on orders (customer)',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'IndexStmt' || !isTrue(node, 'concurrent') || !isTrue(node, 'if_not_exists')) return [];
    const table = subject.target(child(node, 'relation'));
    if (table === undefined) return [];
    return [
      about(table, `An invalid index ${text(node, 'idxname')} from a failed build would be taken for a valid one.`),
    ];
  },
};
