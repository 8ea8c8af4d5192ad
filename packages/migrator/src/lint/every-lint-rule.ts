import type { LintRule } from './rule/lint-rule.ts';
import { changeDefault } from './rules/breaks/change-default.ts';
import { dropCascade } from './rules/breaks/drop-cascade.ts';
import { dropColumn } from './rules/breaks/drop-column.ts';
import { dropNotNull } from './rules/breaks/drop-not-null.ts';
import { dropReplicaIdentity } from './rules/breaks/drop-replica-identity.ts';
import { dropTable } from './rules/breaks/drop-table.ts';
import { enumValueRemoved } from './rules/breaks/enum-value-removed.ts';
import { renameColumn } from './rules/breaks/rename-column.ts';
import { renameEnumValue } from './rules/breaks/rename-enum-value.ts';
import { renameSchema } from './rules/breaks/rename-schema.ts';
import { renameTable } from './rules/breaks/rename-table.ts';
import { truncate } from './rules/breaks/truncate.ts';
import { typeNarrowing } from './rules/breaks/type-narrowing.ts';
import { checkWithoutNotValid } from './rules/constraints/check-without-not-valid.ts';
import { domainConstraint } from './rules/constraints/domain-constraint.ts';
import { exclusion } from './rules/constraints/exclusion.ts';
import { fkLocksBoth } from './rules/constraints/fk-locks-both.ts';
import { fkWithoutNotValid } from './rules/constraints/fk-without-not-valid.ts';
import { pkDirect } from './rules/constraints/pk-direct.ts';
import { pkOnNullable } from './rules/constraints/pk-on-nullable.ts';
import { setNotNull } from './rules/constraints/set-not-null.ts';
import { uniqueDirect } from './rules/constraints/unique-direct.ts';
import { validateInSameTransaction } from './rules/constraints/validate-in-same-transaction.ts';
import { analyzeAfterBackfill } from './rules/data/analyze-after-backfill.ts';
import { ddlAndDmlMixed } from './rules/data/ddl-and-dml-mixed.ts';
import { deleteUnbatched } from './rules/data/delete-unbatched.ts';
import { enumValueUsedInSameTransaction } from './rules/data/enum-value-used-in-same-transaction.ts';
import { requiredColumnWithoutDefault } from './rules/data/required-column-without-default.ts';
import { sequenceNotReset } from './rules/data/sequence-not-reset.ts';
import { uniqueOnExistingRows } from './rules/data/unique-on-existing-rows.ts';
import { updateUnbatched } from './rules/data/update-unbatched.ts';
import { fkWithoutIndex } from './rules/design/fk-without-index.ts';
import { grantToPublic } from './rules/design/grant-to-public.ts';
import { identifierTooLong } from './rules/design/identifier-too-long.ts';
import { intKey } from './rules/design/int-key.ts';
import { json } from './rules/design/json.ts';
import { opaqueDoBlock } from './rules/design/opaque-do-block.ts';
import { rlsWithoutPolicy } from './rules/design/rls-without-policy.ts';
import { secretLiteral } from './rules/design/secret-literal.ts';
import { securityDefinerSearchPath } from './rules/design/security-definer-search-path.ts';
import { unparseableStatement } from './rules/design/unparseable-statement.ts';
import { contractBeforeFinished } from './rules/graph/contract-before-finished.ts';
import { ignoreWithoutReason, unusedIgnore } from './rules/graph/ignores.ts';
import { lossyUnmarked } from './rules/graph/lossy-unmarked.ts';
import { concurrentIfNotExists } from './rules/indexes/concurrent-if-not-exists.ts';
import { dropIndexNotConcurrent } from './rules/indexes/drop-index-not-concurrent.ts';
import { indexNotConcurrent } from './rules/indexes/index-not-concurrent.ts';
import { matviewWithData } from './rules/indexes/matview-with-data.ts';
import { partitionedIndexOnParent } from './rules/indexes/partitioned-index-on-parent.ts';
import { refreshMatview } from './rules/indexes/refresh-matview.ts';
import { reindexNotConcurrent } from './rules/indexes/reindex-not-concurrent.ts';
import { vacuumFullOrCluster } from './rules/indexes/vacuum-full-or-cluster.ts';
import { observedLock, observedRewrite, observedScan } from './rules/observed/observed.ts';
import { attachUnvalidated } from './rules/partitions/attach-unvalidated.ts';
import { detachPartition } from './rules/partitions/detach-partition.ts';
import { partitionFanOut } from './rules/partitions/partition-fan-out.ts';
import { accessMethod } from './rules/rewrites/access-method.ts';
import { collationRewrite } from './rules/rewrites/collation-rewrite.ts';
import { serialOrIdentityColumn } from './rules/rewrites/serial-or-identity-column.ts';
import { setLogged } from './rules/rewrites/set-logged.ts';
import { storedGeneratedColumn } from './rules/rewrites/stored-generated-column.ts';
import { tablespace } from './rules/rewrites/tablespace.ts';
import { typeChangeRechecksConstraints } from './rules/rewrites/type-change-rechecks-constraints.ts';
import { typeRewrite } from './rules/rewrites/type-rewrite.ts';
import { volatileDefault } from './rules/rewrites/volatile-default.ts';
import { createTrigger } from './rules/windows/create-trigger.ts';
import { cumulativeLockBudget } from './rules/windows/cumulative-lock-budget.ts';
import { lockTable } from './rules/windows/lock-table.ts';
import { statementAfterAccessExclusive } from './rules/windows/statement-after-access-exclusive.ts';
import { wideLockWindow } from './rules/windows/wide-lock-window.ts';

/** Rules about one topic, as the documentation lists them. */
export interface LintTopic {
  readonly title: string;
  readonly rules: readonly LintRule[];
}

export const LINT_TOPICS: readonly LintTopic[] = [
  {
    title: 'Indexes and materialized views',
    rules: [
      concurrentIfNotExists,
      dropIndexNotConcurrent,
      indexNotConcurrent,
      matviewWithData,
      partitionedIndexOnParent,
      refreshMatview,
      reindexNotConcurrent,
      vacuumFullOrCluster,
    ],
  },
  {
    title: 'Partitions',
    rules: [attachUnvalidated, detachPartition, partitionFanOut],
  },
  {
    title: 'Rewrites of tables',
    rules: [
      accessMethod,
      collationRewrite,
      serialOrIdentityColumn,
      setLogged,
      storedGeneratedColumn,
      tablespace,
      typeChangeRechecksConstraints,
      typeRewrite,
      volatileDefault,
    ],
  },
  {
    title: 'Constraints',
    rules: [
      checkWithoutNotValid,
      domainConstraint,
      exclusion,
      fkLocksBoth,
      fkWithoutNotValid,
      pkDirect,
      pkOnNullable,
      setNotNull,
      uniqueDirect,
      validateInSameTransaction,
    ],
  },
  {
    title: 'How long locks are held',
    rules: [createTrigger, cumulativeLockBudget, lockTable, statementAfterAccessExclusive, wideLockWindow],
  },
  {
    title: 'What breaks running code',
    rules: [
      changeDefault,
      dropCascade,
      dropColumn,
      dropNotNull,
      dropReplicaIdentity,
      dropTable,
      enumValueRemoved,
      renameColumn,
      renameEnumValue,
      renameSchema,
      renameTable,
      truncate,
      typeNarrowing,
    ],
  },
  {
    title: 'Rows',
    rules: [
      analyzeAfterBackfill,
      ddlAndDmlMixed,
      deleteUnbatched,
      enumValueUsedInSameTransaction,
      requiredColumnWithoutDefault,
      sequenceNotReset,
      uniqueOnExistingRows,
      updateUnbatched,
    ],
  },
  {
    title: 'Design and security',
    rules: [
      fkWithoutIndex,
      grantToPublic,
      identifierTooLong,
      intKey,
      json,
      opaqueDoBlock,
      rlsWithoutPolicy,
      secretLiteral,
      securityDefinerSearchPath,
      unparseableStatement,
    ],
  },
  {
    title: 'Markers, batches and comments',
    rules: [contractBeforeFinished, unusedIgnore, ignoreWithoutReason, lossyUnmarked],
  },
  {
    title: 'What is seen on a scratch database (--observe)',
    rules: [observedRewrite, observedScan, observedLock],
  },
];

/** All rules, in the order in which their findings are reported. */
export const EVERY_LINT_RULE: readonly LintRule[] = LINT_TOPICS.flatMap(({ rules }) => rules);
