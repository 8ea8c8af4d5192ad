// The public API: re-exports only. Everything here loads no driver, no server and no schema tool.

// The migrator for programs
export { createMigrationService } from './api/create-migration-service.ts';
export { createMigrator } from './api/create-migrator.ts';
export type * from './api/migration-service.ts';
export type * from './api/migrator.ts';
export type * from './api/migrator-options.ts';
export type { Branch, BranchesOptions, BranchesResult, BranchPoint } from './commands/branches.ts';
export type { CheckResult } from './commands/check.ts';
export type { CurrentEntry, CurrentResult } from './commands/current.ts';
export type { DowngradeOptions } from './commands/downgrade.ts';
export type { EnsureVersionResult } from './commands/ensure-version.ts';
export type { Finding } from './commands/finding.ts';
export type { GraphEdge, GraphFormat, GraphOptions, GraphResult, GraphRevision } from './commands/graph.ts';
export type { Head, HeadsOptions, HeadsResult } from './commands/heads.ts';
export type { HistoryEntry, HistoryOptions, HistoryResult } from './commands/history.ts';
export type { LogOptions, LogResult } from './commands/log.ts';
export type { CheckMergeOptions } from './commands/merge/check-merge.ts';
export type { CheckMergeResult } from './commands/merge/check-merge-result.ts';
export type { MergeOptions, MergeResult, WrittenMerge } from './commands/merge/merge-options.ts';
export type { MigrateResult } from './commands/migrate.ts';
export type { MigrateToOptions } from './commands/migrate-to.ts';
export type { MigrateScriptOptions } from './commands/offline/migrate-script.ts';
export type { ScriptResult } from './commands/offline/script-result.ts';
// What its methods take and give
export type { StampScriptOptions } from './commands/offline/stamp-script.ts';
export type { PlanOptions } from './commands/plan/plan.ts';
export type { PlanFile, PlannedStep } from './commands/plan/plan-file.ts';
export type { Repair, RepairOptions, RepairResult } from './commands/repair.ts';
export type { RevisionOptions, RevisionResult, WrittenRevision } from './commands/revision/revision-options.ts';
export type { SnapshotOptions, SnapshotResult } from './commands/revision/snapshot.ts';
export type { RevisionSummary } from './commands/revision-summary.ts';
export type { SeveralHeads } from './commands/several-heads.ts';
export type { ShownRevision, ShownSection, ShowResult } from './commands/show.ts';
export type { StampOptions, StampResult } from './commands/stamp.ts';
export type { SliceStatus, StatusResult } from './commands/status.ts';
export type { UpgradeOptions } from './commands/upgrade.ts';
export type { ValidatedRevision, ValidateOptions, ValidateResult } from './commands/validate.ts';
export type { RunCheckOptions } from './config/run-check.ts';
export type { LimitOptions } from './config/runner-options.ts';

// Failures
export type { Facts, Outcome } from './errors/migrator-error.ts';
export { MigratorError } from './errors/migrator-error.ts';

// Data revisions and events
export type { DataFunction, DataOperations, DataResult } from './execute/data-operations.ts';
export type { Place, RunnerEvent, RunnerListener } from './execute/runner-event.ts';
// The revision graph
export { buildGraph } from './graph/build-graph.ts';
export { currentHead } from './graph/current-head.ts';
export type { HistoryRange } from './graph/history.ts';
export { history } from './graph/history.ts';
export { inspectGraph } from './graph/inspect-graph.ts';
export type { IterateRequest } from './graph/iterate.ts';
export { iterate } from './graph/iterate.ts';
export { lineage } from './graph/lineage.ts';
export type { MergeCandidate } from './graph/merge-candidates.ts';
export { mergeCandidates } from './graph/merge-candidates.ts';
export type { Placement, PlacementRequest } from './graph/placement.ts';
export { placeMerge, placeRevision } from './graph/placement.ts';
export { resolve } from './graph/resolve.ts';
export { resolveAll } from './graph/resolve-all.ts';
export type { ReachOptions, RevisionGraph } from './graph/revision-graph.ts';
// Plans
export type { AppliedRow, AppliedState } from './plan/applied-state.ts';
export { assertPlannable, compareApplied } from './plan/applied-state.ts';
export { allCurrent, checkHeads, upToDate } from './plan/current.ts';
export { headsAfterEach } from './plan/heads-after-each.ts';
export type { Plan, PlanStep } from './plan/plan.ts';
export { planDowngrade } from './plan/plan-downgrade.ts';
export { planDowngradeRange, planUpgradeRange } from './plan/plan-range.ts';
export type { StampPlan } from './plan/plan-stamp.ts';
export { planStamp } from './plan/plan-stamp.ts';
export { planUpgrade } from './plan/plan-upgrade.ts';
// What an embedding program implements or reads
export type * from './ports.ts';
// Revision files
export { checksum } from './revision/checksum.ts';
export { parseHeader } from './revision/header.ts';
export { parseRevisionFile } from './revision/parse-revision-file.ts';
export { printRevisionFile } from './revision/print-revision-file.ts';
export type { Direction, Revision, RevisionKind } from './revision/revision.ts';
export type { RevisionFile, Section, Statement } from './revision/revision-file.ts';
export { splitStatements } from './revision/split-statements.ts';
export type { QualifiedName, StatementKind } from './revision/statement-kind.ts';
export { statementKind } from './revision/statement-kind.ts';
