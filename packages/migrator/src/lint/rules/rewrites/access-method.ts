import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const accessMethod: LintRule = {
  name: 'access-method',
  level: 'error',
  harm: 'Another access method rewrites the whole table, and nobody can read or write it until that is done.',
  instead: 'Make another table with it, fill it in batches, and change over with a view or a rename',
  since: 15,
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders set access method heap2',
    good: 'alter table orders set (fillfactor = 90)',
  },
  find(subject) {
    return subject
      .alterations('AT_SetAccessMethod')
      .filter(({ table: { relation }, name }) => relation?.kind !== 'partitioned' && relation?.accessMethod !== name)
      .map(({ table }) =>
        about(
          table,
          `Rewrites ${table.shown}, unless it has that access method: nobody can use it meanwhile.`,
          'rewrite',
        ),
      );
  },
};
