import { child, isTrue, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const indexNotConcurrent: LintRule = {
  name: 'index-not-concurrent',
  level: 'error',
  harm: 'Building an index without CONCURRENTLY locks the table in SHARE mode until the whole table is read: nobody can insert, update or delete until then.',
  instead: 'CREATE INDEX CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off',
  example: {
    given: 'create table orders (id bigint primary key, customer bigint)',
    bad: 'create index orders_customer_idx on orders (customer)',
    good: 'create index concurrently orders_customer_idx on orders (customer)',
  },
  find(subject) {
    if (subject.kind !== 'IndexStmt' || isTrue(subject.node, 'concurrent')) return [];
    const table = subject.target(child(subject.node, 'relation'));
    // Partitioned tables have their own rule, and nothing writes rows of a materialized view.
    const kind = table?.relation?.kind;
    if (table === undefined || kind === 'partitioned' || kind === 'matview') return [];
    const isThere = table.relation?.indexes.has(text(subject.node, 'idxname')) === true;
    if (isThere && isTrue(subject.node, 'if_not_exists')) return [];
    return [about(table, `Blocks all writes to ${table.shown} until the index is built.`, 'scan')];
  },
};
