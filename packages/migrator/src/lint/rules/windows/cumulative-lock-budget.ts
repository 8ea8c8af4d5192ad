import { exclusiveLocks } from '../../read/exclusive-locks.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const cumulativeLockBudget: LintRule = {
  name: 'cumulative-lock-budget',
  level: 'info',
  harm: 'A plan that locks the same table completely in transaction after transaction makes its users wait again and again. The limit is "lint.locksOfTable".',
  instead: 'Put the brief changes of one table into one revision: it waits for its lock once',
  example: {
    given: 'create table orders (id bigint)',
    bad: Array.from({ length: 4 }, (_, at) => `alter table orders add column note${at} text`).join('; '),
    good: 'alter table orders add column a text, add column b text, add column c text, add column d text',
    options: 'transaction=off',
  },
  find(subject) {
    const { transaction, plan } = subject.context;
    return exclusiveLocks(subject).flatMap((table) => {
      // Counted once a transaction, and said once, where the limit is passed.
      const before = plan.exclusive.get(table.path) ?? 0;
      if (transaction.exclusive.has(table.path) || before !== subject.limits.locksOfTable) return [];
      return [about(table, `The plan locks ${table.shown} completely for the ${before + 1}th time.`)];
    });
  },
};
