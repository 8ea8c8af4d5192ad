import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { boundCondition } from '../../../sql/partition/bound-condition.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { attachUnvalidated } from '../../rules/partitions/attach-unvalidated.ts';
import { alone } from '../chain/fix-chain.ts';
import { rangeName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const attachPartition: LintFix = {
  rules: [attachUnvalidated],
  writes:
    'a check with the bounds of the partition, `NOT VALID` and validated; then `ATTACH PARTITION`, which reads no rows, and the check is dropped',
  chain(subject) {
    const [action] = subject.alterations('AT_AttachPartition');
    const parent = action?.table.relation;
    if (action === undefined || parent === undefined) {
      return { byHand: 'no statement attaches it to a partitioned table that a statement is known to make' };
    }
    if (subject.catalog.partitionsOf(parent).some(({ isDefault }) => isDefault)) {
      return { byHand: 'the rows of the default partition are read, too' };
    }
    const range = child(action.def, 'name');
    const [column = '', more] = parent.partitionKey;
    if (column === '' || more !== undefined) return { byHand: 'the partition key is not one column' };
    if (subject.catalog.relation(range)?.columns.get(column)?.notNull !== true) {
      return { byHand: `${column} of the partition may be NULL as far as is known` };
    }
    const condition = boundCondition(subject.parsed.statement.sql, quoteIdentifier(column));
    if (condition === undefined) return { byHand: 'the bounds are not those of a range or a list of constants' };
    const [part, name] = [rangeName(range), text(range, 'relname')];
    const check = quoteIdentifier(`${name.slice(0, 50)}_bounds`);
    const detached = `ALTER TABLE ${rangeName(child(subject.node, 'relation'))} DETACH PARTITION ${part}`;
    return alone(
      `attach ${name}`,
      [
        `ALTER TABLE ${part} ADD CONSTRAINT ${check} CHECK (${condition}) NOT VALID`,
        `ALTER TABLE ${part} VALIDATE CONSTRAINT ${check}`,
        subject.parsed.statement.sql,
        `ALTER TABLE ${part} DROP CONSTRAINT ${check}`,
      ],
      { runs: 'together', statements: [detached] },
    );
  },
};
