import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const validateInSameTransaction: LintRule = {
  name: 'validate-in-same-transaction',
  level: 'error',
  harm: 'The lock that ADD CONSTRAINT … NOT VALID takes is kept to the end of the transaction, so a VALIDATE in the same one reads all rows under it: nothing is gained by NOT VALID.',
  instead: 'VALIDATE CONSTRAINT in a revision of its own',
  example: {
    given: 'create table orders (id bigint, price numeric)',
    bad: `alter table orders add constraint positive check (price > 0) not valid;
      alter table orders validate constraint positive`,
    good: 'alter table orders add constraint positive check (price > 0) not valid',
  },
  find(subject) {
    return subject
      .alterations('AT_ValidateConstraint')
      .filter(({ table, name }) => subject.context.transaction.unvalidated.has(`${table.path}\0${name}`))
      .map(({ table, name }) =>
        about(
          table,
          `${name} was added in the same transaction: all rows of ${table.shown} are checked under its lock.`,
          'scan',
        ),
      );
  },
};
