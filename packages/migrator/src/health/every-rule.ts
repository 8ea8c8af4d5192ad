import type { HealthRule } from './rule.ts';
import { constraintNotValidated } from './rules/constraints/constraint-not-validated.ts';
import { foreignKeyOtherType } from './rules/constraints/foreign-key-other-type.ts';
import { foreignKeyWithoutIndex } from './rules/constraints/foreign-key-without-index.ts';
import { noPrimaryKey } from './rules/constraints/no-primary-key.ts';
import { orphans } from './rules/constraints/orphans.ts';
import { rowSecurityWithoutPolicy } from './rules/constraints/row-security-without-policy.ts';
import { triggerDisabled } from './rules/constraints/trigger-disabled.ts';
import { duplicateIndex } from './rules/indexes/duplicate-index.ts';
import { invalidIndex } from './rules/indexes/invalid-index.ts';
import { overlappingIndex } from './rules/indexes/overlapping-index.ts';
import { unusedIndex } from './rules/indexes/unused-index.ts';
import { defaultPartitionRows } from './rules/partitions/default-partition-rows.ts';
import { partitionHorizon } from './rules/partitions/partition-horizon.ts';
import { autovacuumBehind } from './rules/storage/autovacuum-behind.ts';
import { autovacuumOff } from './rules/storage/autovacuum-off.ts';
import { bloat } from './rules/storage/bloat.ts';
import { collationVersion } from './rules/storage/collation-version.ts';
import { growth } from './rules/storage/growth.ts';
import { keyNearEnd } from './rules/storage/key-near-end.ts';
import { preparedTransaction } from './rules/storage/prepared-transaction.ts';
import { wraparound } from './rules/storage/wraparound.ts';

/** All rules, in the order in which their findings are reported. */
export const EVERY_RULE: readonly HealthRule[] = [
  ...[invalidIndex, duplicateIndex, overlappingIndex, unusedIndex],
  ...[constraintNotValidated, foreignKeyWithoutIndex, foreignKeyOtherType, noPrimaryKey, orphans],
  ...[triggerDisabled, rowSecurityWithoutPolicy],
  ...[keyNearEnd, wraparound, autovacuumOff, autovacuumBehind, bloat, growth],
  ...[collationVersion, preparedTransaction, defaultPartitionRows, partitionHorizon],
];
