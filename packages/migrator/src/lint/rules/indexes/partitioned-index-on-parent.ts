import { child, isTrue } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const partitionedIndexOnParent: LintRule = {
  name: 'partitioned-index-on-parent',
  level: 'error',
  harm: 'Creating an index on a partitioned table builds it on every partition in one transaction, and blocks writes to all of them until the last is done. CONCURRENTLY is not possible there.',
  instead:
    'CREATE INDEX ON ONLY the parent, CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION',
  example: {
    given: 'create table events (id bigint, at date) partition by range (at)',
    bad: 'create index events_at_idx on events (at)',
    good: 'create index events_at_idx on only events (at)',
  },
  find(subject) {
    if (subject.kind !== 'IndexStmt') return [];
    const range = child(subject.node, 'relation');
    const table = subject.target(range);
    if (table?.relation?.kind !== 'partitioned' || !isTrue(range, 'inh')) return [];
    const parts = subject.catalog.partitionsOf(table.relation);
    // An empty parent has nothing to build.
    const claim = parts.length === 0 ? undefined : 'scan';
    return [about(table, `Blocks all writes to ${table.shown} and its partitions until all are indexed.`, claim)];
  },
};
