import { validateInSameTransaction } from '../../rules/constraints/validate-in-same-transaction.ts';
import { alone } from '../chain/fix-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const validateApart: LintFix = {
  rules: [validateInSameTransaction],
  writes:
    'the same statements with `transaction=off`: the lock of `ADD CONSTRAINT` is gone when `VALIDATE CONSTRAINT` reads the rows',
  applies: (subject) => subject.alterations('AT_ValidateConstraint').length > 0,
  chain(subject) {
    const [action] = subject.alterations('AT_ValidateConstraint');
    return { ...alone(`constraint ${action?.name ?? ''}`, [subject.parsed.statement.sql]), joins: true };
  },
};
