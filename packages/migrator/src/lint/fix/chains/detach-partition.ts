import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { detachPartition as detachPartitionRule } from '../../rules/partitions/detach-partition.ts';
import { alone } from '../chain/fix-chain.ts';
import { rangeName } from '../chain/names.ts';
import type { LintFix } from '../lint-fix.ts';

export const detachPartition: LintFix = {
  rules: [detachPartitionRule],
  writes:
    '`DETACH PARTITION … CONCURRENTLY` in a revision of its own with `transaction=off`, and the check that it leaves on the partition is dropped',
  chain(subject) {
    const [action] = subject.alterations('AT_DetachPartition');
    const parent = action?.table.relation;
    if (action === undefined || parent === undefined) {
      return { byHand: 'no statement is known that makes the partitioned table' };
    }
    if (subject.catalog.partitionsOf(parent).some(({ isDefault }) => isDefault)) {
      return { byHand: 'a partition of a table with a default partition cannot be detached concurrently' };
    }
    const key = parent.partitionKey;
    if (key.length === 0 || key.includes('')) {
      return { byHand: 'the partition key has an expression, and the name of the check that is left is unknown' };
    }
    const range = child(action.def, 'name');
    const name = text(range, 'relname');
    const check = [name, ...(key.length === 1 ? key : []), 'check'].join('_');
    const part = rangeName(range);
    return alone(`detach ${name}, concurrently`, [
      `ALTER TABLE ${rangeName(child(subject.node, 'relation'))} DETACH PARTITION ${part} CONCURRENTLY`,
      // It says what the bounds said, so that the table can be attached again without reading its rows.
      `ALTER TABLE ${part} DROP CONSTRAINT ${quoteIdentifier(check)}`,
    ]);
  },
};
