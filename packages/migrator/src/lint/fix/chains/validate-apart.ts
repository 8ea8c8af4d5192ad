import { validateInSameTransaction } from '../../rules/constraints/validate-in-same-transaction.ts';
import { alone } from '../chain/fix-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const validateApart: LintFix = {
  rules: [validateInSameTransaction],
  writes: '`VALIDATE CONSTRAINT` in a revision of its own',
  applies: (subject) => subject.alterations('AT_ValidateConstraint').length > 0,
  chain(subject) {
    const [action] = subject.alterations('AT_ValidateConstraint');
    return alone(`validate ${action?.name ?? 'a constraint'}`, [subject.parsed.statement.sql]);
  },
};
