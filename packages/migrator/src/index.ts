// The public API: re-exports only. Everything here loads no driver, no server and no schema tool.

// Failures
export type { Facts, Outcome } from './errors/migrator-error.ts';
export { MigratorError } from './errors/migrator-error.ts';

// Data revisions
export type { DataFunction, DataOperations, DataResult } from './execute/data-operations.ts';
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
