import { usedIndex } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const pkDirect: LintRule = {
  name: 'pk-direct',
  level: 'error',
  harm: 'A new PRIMARY KEY builds its index, and looks for NULLs, while the table is locked completely.',
  instead: 'CREATE UNIQUE INDEX CONCURRENTLY in a revision with transaction=off, then ADD PRIMARY KEY USING INDEX',
  example: {
    given: 'create table orders (id bigint not null); create unique index orders_id on orders (id)',
    bad: 'alter table orders add primary key (id)',
    good: 'alter table orders add constraint orders_pkey primary key using index orders_id',
  },
  find(subject) {
    return subject
      .added('primary')
      .filter(({ constraint }) => usedIndex(constraint) === '')
      .map(({ table }) => about(table, `Nobody can use ${table.shown} while its primary key is built.`, 'scan'));
  },
};
