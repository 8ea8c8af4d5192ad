import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const tablespace: LintRule = {
  name: 'tablespace',
  level: 'error',
  harm: 'SET TABLESPACE copies the whole table to its new place while the table is locked completely.',
  instead: 'pg_repack --tablespace, which moves a table while it is in use',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'alter table orders set tablespace fast',
    good: 'alter table orders set (fillfactor = 90)',
  },
  find(subject) {
    return subject
      .alterations('AT_SetTableSpace')
      .filter(({ table: { relation }, name }) => relation?.kind !== 'partitioned' && relation?.tablespace !== name)
      .map(({ table }) =>
        about(table, `Copies ${table.shown} to another tablespace: nobody can use it meanwhile.`, 'rewrite'),
      );
  },
};
