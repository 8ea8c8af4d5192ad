import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { setNotNull as setNotNullRule } from '../../rules/constraints/set-not-null.ts';
import { alone } from '../chain/fix-chain.ts';
import { rangeName } from '../chain/names.ts';
import { notNullChain } from '../chain/not-null-chain.ts';
import type { LintFix } from '../lint-fix.ts';
import { notValidThenValidate } from './add-constraint.ts';

export const setNotNull: LintFix = {
  rules: [setNotNullRule],
  writes:
    'a check that the column is not null, `NOT VALID` and validated; then `SET NOT NULL`, which no longer reads the table, and the check is dropped',
  chain(subject) {
    const [set] = subject.alterations('AT_SetNotNull');
    // ADD CONSTRAINT … NOT NULL, of PostgreSQL 18.
    if (set === undefined) return notValidThenValidate(subject);
    const range = child(subject.node, 'relation');
    const table = rangeName(range);
    return alone(`${set.name} not null`, notNullChain(table, text(range, 'relname'), set.name), {
      runs: 'together',
      statements: [`ALTER TABLE ${table} ALTER COLUMN ${quoteIdentifier(set.name)} DROP NOT NULL`],
    });
  },
};
