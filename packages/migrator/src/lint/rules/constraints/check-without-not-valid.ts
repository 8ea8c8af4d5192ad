import { isNotValid } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const checkWithoutNotValid: LintRule = {
  name: 'check-without-not-valid',
  level: 'error',
  harm: 'A new CHECK constraint reads the whole table, locked completely, and fails when a row does not fit.',
  instead:
    'ADD CONSTRAINT … CHECK (…) NOT VALID, then VALIDATE CONSTRAINT in another revision, which lets others read and write',
  example: {
    given: 'create table orders (id bigint, price numeric)',
    bad: 'alter table orders add constraint positive check (price > 0)',
    good: 'alter table orders add constraint positive check (price > 0) not valid',
  },
  find(subject) {
    return subject
      .added('check')
      .filter(({ constraint }) => !isNotValid(constraint))
      .map(({ table }) => about(table, `Nobody can use ${table.shown} while all its rows are checked.`, 'scan'));
  },
};
