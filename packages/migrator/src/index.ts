// The public API: re-exports only. Everything here loads no driver, no server and no schema tool.

// The migrator for programs

export type * from './api/call/migrator-options.ts';
export { createMigrationService } from './api/create-migration-service.ts';
export { createMigrator } from './api/create-migrator.ts';
export type * from './api/dev-methods.ts';
export type * from './api/fleet-methods.ts';
export type { Readiness, ReadinessOptions } from './api/health.ts';
export type * from './api/migration-service.ts';
export type * from './api/migrator.ts';

// The parameters and results of its methods

export type { AmendOptions, AmendResult } from './commands/amend/amend-options.ts';
export type { BatchAction } from './commands/batches/batch-actions.ts';
export type { BatchesOptions, BatchesResult } from './commands/batches/batches.ts';
export type { Branch, BranchesOptions, BranchesResult, BranchPoint } from './commands/branches/branches.ts';
export type { CheckOptions, CheckResult } from './commands/check/check.ts';
export type { DatabaseComparison, UncomparedFact } from './commands/check/check-database.ts';
export type { CurrentEntry, CurrentResult } from './commands/current/current.ts';
export type { CommitOptions } from './commands/dev/commit/commit.ts';
export type { CommitResult, RebuiltDatabase } from './commands/dev/commit/commit-result.ts';
export type * from './commands/dev/dev-options.ts';
export type { DraftSummary } from './commands/dev/drafts/draft-summary.ts';
export type { DowngradeOptions } from './commands/downgrade/downgrade.ts';
export type { EnsureVersionResult } from './commands/ensure-version/ensure-version.ts';
export type { GraphEdge, GraphFormat, GraphOptions, GraphResult, GraphRevision } from './commands/graph/graph.ts';
export type { Head, HeadsOptions, HeadsResult } from './commands/heads/heads.ts';
export type { HealthOptions } from './commands/health/health.ts';
export type { HealthFinding, HealthFix, HealthResult } from './commands/health/health-result.ts';
export type { HistoryEntry, HistoryOptions, HistoryResult } from './commands/history/history.ts';
export type { FixedAgain, LeftFinding, LintFixOptions, LintFixResult } from './commands/lint/fix/lint-fix-options.ts';
export type { LintOptions, LintResult, LintScope } from './commands/lint/lint.ts';
export type { LogOptions, LogResult } from './commands/log/log.ts';
export type { CheckMergeOptions } from './commands/merge/check-merge.ts';
export type { CheckMergeResult } from './commands/merge/check-merge-result.ts';
export type { MergeOptions, MergeResult, WrittenMerge } from './commands/merge/merge-options.ts';
export type { MetricsOptions, MetricsResult } from './commands/metrics/metrics.ts';
export type { MigrateToOptions } from './commands/migrate-to/migrate-to.ts';
export type { PartitionsOptions } from './commands/partitions/partitions.ts';
export type {
  PartitionAction,
  PartitionProblem,
  PartitionReport,
  PartitionsResult,
  TableReport,
} from './commands/partitions/partitions-result.ts';
export type { PlanOptions } from './commands/plan/plan.ts';
export type { PlanFile, PlannedStep } from './commands/plan/plan-file.ts';
export type { RepairOptions, RepairResult } from './commands/repair/repair.ts';
export type { Repair } from './commands/repair/repairs.ts';
export type { RevisionOptions, RevisionResult, WrittenRevision } from './commands/revision/revision-options.ts';
export type { SeedEntry, SeedOptions, SeedResult, SeedStatus } from './commands/seed/seed.ts';
export type { BatchStatus } from './commands/shared/batch-status.ts';
export type { Finding } from './commands/shared/finding.ts';
export type { SeveralHeads } from './commands/shared/heads/several-heads.ts';
export type { HiddenFinding, LintFinding, LintReport } from './commands/shared/lint/lint-finding.ts';
export type { MigrateResult } from './commands/shared/migrate.ts';
export type { MigrateScriptOptions } from './commands/shared/offline/migrate-script.ts';
export type { ScriptResult } from './commands/shared/offline/script-result.ts';
export type { RevisionSummary } from './commands/shared/revision-summary.ts';
export type { ShownRevision, ShownSection, ShowResult } from './commands/show/show.ts';
export type { SnapshotOptions, SnapshotResult } from './commands/snapshot/snapshot.ts';
export type { SquashOptions, SquashResult } from './commands/squash/squash-options.ts';
export type { StampOptions, StampResult } from './commands/stamp/stamp.ts';
export type { StampScriptOptions } from './commands/stamp/stamp-script.ts';
export type { StatsOptions, StatsResult } from './commands/stats/stats.ts';
export type { SliceStatus, StatusResult } from './commands/status/status.ts';
export type { UpgradeOptions } from './commands/upgrade/upgrade.ts';
export type { ValidatedRevision, ValidateOptions, ValidateResult } from './commands/validate/validate.ts';
export type { LimitOptions } from './config/runner-options.ts';

// Failures

export type { ErrorCode } from './errors/error-code.ts';
export * from './errors/every-error.ts';
export type { ErrorByCode, ErrorFacts } from './errors/is-migrator-error.ts';
export { isMigratorError } from './errors/is-migrator-error.ts';
export type { Outcome } from './errors/migrator-error.ts';

// Data revisions and events

export type { BatchKeyNames, BatchOptions, KeyRange } from './execute/data/batch-options.ts';
export type {
  BatchFunction,
  CopyOptions,
  CopyRow,
  CopySource,
  DataFunction,
  DataOperations,
  DataResult,
  DataRow,
  VerifyFunction,
} from './execute/data/data-operations.ts';
export type { Place, RunnerEvent, RunnerListener } from './execute/runner-event.ts';
export type { SeedOperations } from './execute/seed/seed-operations.ts';

// The revision graph

export { buildGraph } from './graph/build/build-graph.ts';
export { inspectGraph } from './graph/build/inspect-graph.ts';
export type { HistoryRange } from './graph/order/history.ts';
export { history } from './graph/order/history.ts';
export type { IterateRequest } from './graph/order/iterate.ts';
export { iterate } from './graph/order/iterate.ts';
export { lineage } from './graph/order/lineage.ts';
export type { MergeCandidate } from './graph/slices/merge-candidates.ts';
export { mergeCandidates } from './graph/slices/merge-candidates.ts';
export type { Placement, PlacementRequest } from './graph/slices/placement.ts';
export { placeMerge, placeRevision } from './graph/slices/placement.ts';
export type { ReachOptions, RevisionGraph } from './graph/structure/revision-graph.ts';
export { currentHead, resolve, resolveAll } from './graph/symbols/resolve.ts';

// Plans

export type { AppliedState } from './plan/applied-state.ts';
export { assertPlannable, compareApplied } from './plan/applied-state.ts';
export { allCurrent, checkHeads, upToDate } from './plan/current.ts';
export { headsAfterEach } from './plan/heads-after-each.ts';
export type { Plan, PlanStep } from './plan/plan.ts';
export { planDowngrade } from './plan/plan-downgrade.ts';
export { planDowngradeRange, planUpgradeRange } from './plan/plan-range.ts';
export type { StampPlan } from './plan/plan-stamp.ts';
export { planStamp } from './plan/plan-stamp.ts';
export { planUpgrade } from './plan/plan-upgrade.ts';

// The state in a database

export type * from './metrics/metric.ts';
export { prometheusText } from './metrics/prometheus-text.ts';
export type * from './state/applied-group.ts';
export type * from './state/applied-revision.ts';
export type * from './state/database-state.ts';
export type * from './state/half-run-state.ts';
export type * from './state/lease.ts';
export type * from './state/log.ts';
export type * from './state/revision-record.ts';
export type * from './state/seed.ts';
export type * from './state/state-change.ts';

// Revision files

export { checksum } from './revision/checksum.ts';
export { parseHeader } from './revision/header/header.ts';
export { parseRevisionFile } from './revision/parse-revision-file.ts';
export { printRevisionFile } from './revision/print-revision-file.ts';
export type { Direction, Revision, RevisionKind } from './revision/revision.ts';
export type { RevisionFile, Section } from './revision/revision-file.ts';
export type { Slice } from './revision/slice.ts';

// The SQL in them

export { statementKind } from './sql/kind/classify-statement.ts';
export type { StatementKind } from './sql/kind/statement-kind.ts';
export type { QualifiedName } from './sql/names/qualified-name.ts';
export { splitStatements } from './sql/script/split-statements.ts';
export type { Statement } from './sql/script/statement.ts';

// Interfaces that a program implements or reads

export type { FleetPauseResult } from './commands/fleet/fleet-orders.ts';
export type { FleetPlanOptions } from './commands/fleet/fleet-plan.ts';
export type * from './commands/fleet/fleet-provision.ts';
export type * from './commands/fleet/fleet-result.ts';
export type { FleetRunOptions } from './commands/fleet/fleet-run.ts';
export type { FleetRollout, FleetStatusResult } from './commands/fleet/fleet-status.ts';
export type { FleetTarget } from './commands/fleet/survey/fleet-aim.ts';
export type { FleetWorkOptions, FleetWorkResult } from './commands/fleet/work/fleet-work.ts';
export type * from './ports/ambient.ts';
export type * from './ports/database/borrowed.ts';
export type * from './ports/database/database-observer.ts';
export type * from './ports/database/database-target.ts';
export type * from './ports/database/half-run-store.ts';
export type * from './ports/database/lease-store.ts';
export type * from './ports/database/limits.ts';
export type * from './ports/database/migration-database.ts';
export type * from './ports/database/revision-runner.ts';
export type * from './ports/database/server-failure.ts';
export type * from './ports/database/server-notice.ts';
export type * from './ports/database/state-reader.ts';
export type * from './ports/database/state-writer.ts';
export type * from './ports/embedded-control.ts';
export type * from './ports/proof/proof.ts';
export type * from './ports/proof/scratch.ts';
export type * from './ports/proof/table-shape.ts';
export type * from './ports/workspace/workspace.ts';
