import { usedIndex } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const uniqueDirect: LintRule = {
  name: 'unique-direct',
  level: 'error',
  harm: 'A new UNIQUE constraint builds its index while the table is locked completely.',
  instead:
    'CREATE UNIQUE INDEX CONCURRENTLY in a revision with transaction=off, then ADD CONSTRAINT … UNIQUE USING INDEX',
  example: {
    given: 'create table orders (id bigint, code text); create unique index orders_code on orders (code)',
    bad: 'alter table orders add constraint orders_code_key unique (code)',
    good: 'alter table orders add constraint orders_code_key unique using index orders_code',
  },
  find(subject) {
    return subject
      .added('unique')
      .filter(({ constraint }) => usedIndex(constraint) === '')
      .map(({ table }) => about(table, `Nobody can use ${table.shown} while its new index is built.`, 'scan'));
  },
};
