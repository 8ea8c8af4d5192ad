import { whoWaits } from '../../../sql/statement/lock-mode.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const partitionFanOut: LintRule = {
  name: 'partition-fan-out',
  level: 'warning',
  harm: 'A statement on a partitioned table locks every partition: all of them at once, for everybody. Each counts against max_locks_per_transaction. The limit is "lint.partitions".',
  instead: 'Do it partition by partition where that is possible, or at a quiet time with a short lock timeout',
  example: {
    given: `create table events (id bigint) partition by list (id);
      ${Array.from({ length: 51 }, (_, at) => `create table events_${at} partition of events for values in (${at})`).join('; ')}`,
    bad: 'alter table events add column note text',
    good: 'alter table events_1 alter column id set statistics 500',
  },
  find(subject) {
    return subject.locks.flatMap(({ table, mode }) => {
      if (table.relation?.kind !== 'partitioned' || whoWaits(mode) === undefined) return [];
      const parts = subject.catalog.partitionsOf(table.relation).length;
      if (parts <= subject.limits.partitions) return [];
      return [about(table, `Locks ${table.shown} and its ${parts} partitions at once.`, 'lock')];
    });
  },
};
