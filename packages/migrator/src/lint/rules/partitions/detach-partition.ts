import { child, isTrue } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const detachPartition: LintRule = {
  name: 'detach-partition',
  level: 'warning',
  harm: 'DETACH PARTITION locks the partitioned table completely. It is brief, but it waits for every query on any partition, and later queries wait behind it.',
  instead: 'DETACH PARTITION … CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off',
  example: {
    given: `create table events (id bigint, at date) partition by range (at);
      create table events_2020 partition of events for values from ('2020-01-01') to ('2021-01-01')`,
    bad: 'alter table events detach partition events_2020',
    good: 'alter table events detach partition events_2020 concurrently',
  },
  find(subject) {
    return subject
      .alterations('AT_DetachPartition')
      .filter(({ def }) => !isTrue(def, 'concurrent'))
      .filter(({ def }) => subject.target(child(def, 'name')) !== undefined)
      .map(({ table }) => about(table, `Locks ${table.shown} and all its partitions, for a moment.`, 'lock'));
  },
};
