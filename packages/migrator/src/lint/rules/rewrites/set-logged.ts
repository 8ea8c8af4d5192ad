import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const setLogged: LintRule = {
  name: 'set-logged',
  level: 'error',
  harm: 'SET LOGGED and SET UNLOGGED rewrite the whole table: nobody can read or write it meanwhile. SET LOGGED also writes all of it to the WAL.',
  instead: 'Make another table, fill it in batches, and change over with a view or a rename',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders set unlogged',
    good: 'alter table orders set (fillfactor = 90)',
  },
  find(subject) {
    return subject
      .alterations('AT_SetLogged', 'AT_SetUnLogged')
      .filter(({ table }) => table.relation?.kind !== 'partitioned')
      .map(({ table }) => about(table, `Rewrites ${table.shown}: nobody can use it meanwhile.`, 'rewrite'));
  },
};
