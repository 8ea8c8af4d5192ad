import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { alterTableActions } from '../../../sql/text/alter-table-actions.ts';
import { withWordsBehind } from '../../../sql/text/with-words.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { constraintKind, isNotValid } from '../../node/constraints.ts';
import type { Subject } from '../../rule/subject.ts';
import { checkWithoutNotValid } from '../../rules/constraints/check-without-not-valid.ts';
import { fkWithoutNotValid } from '../../rules/constraints/fk-without-not-valid.ts';
import { constraintName } from '../chain/constraint-name.ts';
import { alone, type ByHand, type FixChain } from '../chain/fix-chain.ts';
import { rangeName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const addConstraint: LintFix = {
  rules: [checkWithoutNotValid, fkWithoutNotValid],
  writes: '`ADD CONSTRAINT … NOT VALID`, then `VALIDATE CONSTRAINT`, each of which commits by itself',
  chain: notValidThenValidate,
};

/** Adds a constraint to a table without reading its rows, then reads them while others read and write. */
export function notValidThenValidate(subject: Subject): FixChain | ByHand {
  const [alteration] = subject.alterations('AT_AddConstraint');
  const split = alterTableActions(subject.parsed.statement.sql);
  const action = split?.actions[0];
  if (alteration === undefined || split === undefined || action === undefined || isNotValid(alteration.def)) {
    return { byHand: 'the constraint is in the definition of a column that cannot be taken apart' };
  }
  const { table, def } = alteration;
  if (constraintKind(def) === 'foreign' && table.relation?.kind === 'partitioned') {
    return { byHand: 'before PostgreSQL 18 a partitioned table takes no foreign key that is NOT VALID' };
  }
  const name = constraintName(table, def);
  if (name === undefined) return { byHand: 'the name that PostgreSQL gives the constraint is unknown: name it' };
  const quoted = quoteIdentifier(name);
  const named = text(def, 'conname') === '' ? withWordsBehind(action, 'add', `CONSTRAINT ${quoted}`) : action;
  const alter = `ALTER TABLE ${rangeName(child(subject.node, 'relation'))}`;
  return alone(`constraint ${name}`, [`${split.head} ${named} NOT VALID`, `${alter} VALIDATE CONSTRAINT ${quoted}`], {
    runs: 'together',
    statements: [`${alter} DROP CONSTRAINT ${quoted}`],
  });
}
