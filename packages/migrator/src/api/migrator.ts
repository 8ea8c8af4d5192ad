import type { AmendOptions, AmendResult } from '../commands/amend/amend-options.ts';
import type { BatchesOptions, BatchesResult } from '../commands/batches/batches.ts';
import type { BranchesOptions, BranchesResult } from '../commands/branches/branches.ts';
import type { CheckOptions, CheckResult } from '../commands/check/check.ts';
import type { CurrentResult } from '../commands/current/current.ts';
import type { DowngradeOptions } from '../commands/downgrade/downgrade.ts';
import type { EnsureVersionResult } from '../commands/ensure-version/ensure-version.ts';
import type { GraphOptions, GraphResult } from '../commands/graph/graph.ts';
import type { HeadsOptions, HeadsResult } from '../commands/heads/heads.ts';
import type { HealthOptions } from '../commands/health/health.ts';
import type { HealthResult } from '../commands/health/health-result.ts';
import type { HistoryOptions, HistoryResult } from '../commands/history/history.ts';
import type { LintFixOptions, LintFixResult } from '../commands/lint/fix/lint-fix-options.ts';
import type { LintOptions, LintResult } from '../commands/lint/lint.ts';
import type { LogOptions, LogResult } from '../commands/log/log.ts';
import type { CheckMergeOptions } from '../commands/merge/check-merge.ts';
import type { CheckMergeResult } from '../commands/merge/check-merge-result.ts';
import type { MergeOptions, MergeResult } from '../commands/merge/merge-options.ts';
import type { MetricsOptions, MetricsResult } from '../commands/metrics/metrics.ts';
import type { MigrateToOptions } from '../commands/migrate-to/migrate-to.ts';
import type { PartitionsOptions } from '../commands/partitions/partitions.ts';
import type { PartitionsResult } from '../commands/partitions/partitions-result.ts';
import type { PlanOptions } from '../commands/plan/plan.ts';
import type { PlanFile } from '../commands/plan/plan-file.ts';
import type { RehearseOptions } from '../commands/rehearse/rehearse.ts';
import type { RehearseResult } from '../commands/rehearse/rehearse-result.ts';
import type { RepairOptions, RepairResult } from '../commands/repair/repair.ts';
import type { RevisionOptions, RevisionResult } from '../commands/revision/revision-options.ts';
import type { SeedOptions, SeedResult } from '../commands/seed/seed.ts';
import type { MigrateResult } from '../commands/shared/migrate.ts';
import type { MigrateScriptOptions } from '../commands/shared/offline/migrate-script.ts';
import type { ScriptResult } from '../commands/shared/offline/script-result.ts';
import type { ShowResult } from '../commands/show/show.ts';
import type { SnapshotOptions, SnapshotResult } from '../commands/snapshot/snapshot.ts';
import type { SquashOptions, SquashResult } from '../commands/squash/squash-options.ts';
import type { StampOptions, StampResult } from '../commands/stamp/stamp.ts';
import type { StampScriptOptions } from '../commands/stamp/stamp-script.ts';
import type { StatsOptions, StatsResult } from '../commands/stats/stats.ts';
import type { StatusResult } from '../commands/status/status.ts';
import type { UpgradeOptions } from '../commands/upgrade/upgrade.ts';
import type { ValidateOptions, ValidateResult } from '../commands/validate/validate.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { Direction } from '../revision/revision.ts';
import type { CallOptions } from './call/migrator-options.ts';
import type { DevMethods } from './dev-methods.ts';
import type { FleetMethods } from './fleet-methods.ts';

/** One slice, or all. */
export interface SliceOptions {
  readonly slice?: string | undefined;
}

/** A plan to run. */
export interface PlanFileOptions {
  /** The direction of the plan: a plan in the other direction is refused. */
  readonly direction: Direction;
  /** Relative to the current folder. */
  readonly path: string;
}

/** A script to write. */
export interface ScriptOptions extends MigrateScriptOptions {
  readonly direction: Direction;
}

/**
 * All commands as methods. Each does the same as the command of its name and resolves with what that prints with
 * `--json`; it rejects only with a `MigratorError`. Calls are independent: each reads the files, the configuration and
 * the state of the database again.
 */
export interface Migrator {
  upgrade(options?: UpgradeOptions & CallOptions): Promise<MigrateResult>;
  downgrade(options: DowngradeOptions & CallOptions): Promise<MigrateResult>;
  /** What would run, bound to files and database by hash; an upgrade to `heads` unless the options say otherwise. */
  plan(options?: Partial<PlanOptions> & CallOptions): Promise<PlanFile>;
  /**
   * `upgrade --plan-file` and `downgrade --plan-file`: runs exactly what was planned, or refuses and names what
   * changed.
   */
  runPlanFile(options: PlanFileOptions & CallOptions): Promise<MigrateResult>;
  /** Up or down, as needed. */
  migrateTo(options: MigrateToOptions & CallOptions): Promise<MigrateResult>;
  stamp(options: StampOptions & CallOptions): Promise<StampResult>;
  repair(options: RepairOptions & CallOptions): Promise<RepairResult>;
  /** Runs batches in the background, lists them, or controls them. */
  batches(options?: BatchesOptions & CallOptions): Promise<BatchesResult>;
  /** Runs the seeds that are new or changed for this database. */
  seed(options?: SeedOptions & CallOptions): Promise<SeedResult>;
  /** Creates the state schema if it is missing. */
  ensureVersion(options?: CallOptions): Promise<EnsureVersionResult>;

  /** `upgrade --sql` and `downgrade --sql`: the script instead of the run; needs no database. */
  script(options: ScriptOptions & CallOptions): Promise<ScriptResult>;
  /** `stamp --sql`. */
  stampScript(options: StampScriptOptions & CallOptions): Promise<ScriptResult>;
  /** `ensure-version --sql`. */
  ensureVersionScript(options?: CallOptions): Promise<ScriptResult>;

  status(options?: SliceOptions & CallOptions): Promise<StatusResult>;
  current(options?: SliceOptions & CallOptions): Promise<CurrentResult>;
  /** The state and the log as figures; `prometheusText` formats them for Prometheus. */
  metrics(options?: MetricsOptions & CallOptions): Promise<MetricsResult>;
  health(options?: Partial<HealthOptions> & CallOptions): Promise<HealthResult>;
  /** How large and how busy the tables are, for `lint`. Reads no rows. */
  stats(options?: StatsOptions & CallOptions): Promise<StatsResult>;
  /** The tables whose partitions `sql/` declares; `action: 'ensure'` creates missing ones. */
  partitions(options: PartitionsOptions & CallOptions): Promise<PartitionsResult>;
  /** Runs the pending revisions on a copy, and measures them. `dump` is an absolute path. */
  rehearse(options?: RehearseOptions & CallOptions): Promise<RehearseResult>;
  /** The newest 20, unless `limit` says otherwise. */
  log(options?: Partial<LogOptions> & CallOptions): Promise<LogResult>;
  heads(options?: HeadsOptions & CallOptions): Promise<HeadsResult>;
  branches(options?: BranchesOptions & CallOptions): Promise<BranchesResult>;
  graph(options: GraphOptions & CallOptions): Promise<GraphResult>;
  history(options?: HistoryOptions & CallOptions): Promise<HistoryResult>;
  /** Revisions by symbols: ids, `heads`, `events@head`, ranges … */
  show(symbols: readonly string[], options?: CallOptions): Promise<ShowResult>;

  /** Needs the drizzle-orm of the schemas, unless `schema` is false. */
  check(options?: CheckOptions & CallOptions): Promise<CheckResult>;
  /** What revisions would do to a database in use; by default those that are new on this branch. */
  lint(options?: LintOptions & CallOptions): Promise<LintResult>;
  /** `lint --fix`: writes revisions again that nobody has applied; needs git. */
  lintFix(options?: LintFixOptions & CallOptions): Promise<LintFixResult>;
  validate(options?: ValidateOptions & CallOptions): Promise<ValidateResult>;
  /** Needs the drizzle-orm of the schemas. */
  revision(options: RevisionOptions & CallOptions): Promise<RevisionResult>;
  /** Needs the drizzle-orm of the schemas, and git. */
  amend(options?: AmendOptions & CallOptions): Promise<AmendResult>;
  /** `squash --unpublished`; needs git. */
  squash(options?: SquashOptions & CallOptions): Promise<SquashResult>;
  /** `migrate dev`: what you edit is applied to your development database as drafts. */
  readonly dev: DevMethods;
  /** `migrate fleet`: many databases or schemas with the same revisions. */
  readonly fleet: FleetMethods;
  /** Needs the drizzle-orm of the schemas. */
  snapshot(options?: SnapshotOptions & CallOptions): Promise<SnapshotResult>;
  merge(options?: MergeOptions & CallOptions): Promise<MergeResult>;
  /** `merge --check`: whether the branches join; writes nothing. */
  checkMerge(options?: CheckMergeOptions & CallOptions): Promise<CheckMergeResult>;

  /** Receives the events of all calls from now on, until the returned function is called. */
  subscribe(listener: RunnerListener): () => void;
}
