import { isMigratorError } from '../../errors/is-migrator-error.ts';
import { PlanChangedError } from '../../errors/plan/plan-file-errors.ts';
import { runMigrations } from '../../execute/run-migrations.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Plan, PlanStep } from '../../plan/plan.ts';
import { planAgain } from '../../plan/plan-again.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { Direction } from '../../revision/revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { consentHash } from './consent/consent-hash.ts';
import { confirmPlan } from './consent/plan-losses.ts';
import { nothingToDo } from './kept/nothing-to-do.ts';
import { plannableHeads } from './plan-from-state.ts';
import { type RevisionSummary, summarize } from './revision-summary.ts';
import { watchedRun } from './watch/watched-run.ts';
import type { Workbench } from './workbench.ts';

/** The result of `upgrade` and `downgrade`. */
export interface MigrateResult {
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  /** True with `--plan`: nothing ran. */
  readonly planOnly: boolean;
  /** What ran (or would run), in order. */
  readonly revisions: readonly RevisionSummary[];
  readonly headsBefore: readonly string[];
  /** Where the database is after it. */
  readonly heads: readonly string[];
  /** `null` when nothing ran. */
  readonly runId: string | null;
  readonly durationMs: number;
}

/** What running revisions needs. */
export type MigrateBench = Pick<
  Workbench,
  'workspace' | 'graph' | 'index' | 'database' | 'reach' | 'ambient' | 'runner' | 'safety' | 'precautions'
>;

export interface MigrateRequest {
  readonly direction: Direction;
  /** Symbols. */
  readonly targets: readonly string[];
  /** Only say what would run. */
  readonly planOnly: boolean;
  makePlan(graph: RevisionGraph, current: readonly string[]): Plan;
}

/** `-1`, `+2`, `events@-1`: counted from the state as it was found first. */
const RELATIVE = /(^|@)[+-]\d+$/;

/**
 * Plans and, unless only the plan is asked for, runs. The plan is made again under the lease, when others may have run.
 */
export async function migrate(bench: MigrateBench, request: MigrateRequest): Promise<MigrateResult> {
  if (request.planOnly) return await planOrRun(bench, request);
  return await watchedRun(bench, request.direction, (watched) => planOrRun(watched, request));
}

async function planOrRun(bench: MigrateBench, request: MigrateRequest): Promise<MigrateResult> {
  const { direction, targets, planOnly, makePlan } = request;
  if (!planOnly && direction === 'upgrade') {
    const done = await doneAlready(bench, request);
    if (done !== undefined) return done;
  }
  if (!planOnly) bench.workspace.holdFiles?.();
  const graph = bench.graph();
  const relative = targets.some((target) => RELATIVE.test(target));
  let first: Plan | undefined;
  const replan = (state: DatabaseState): Plan => {
    const heads = plannableHeads(graph, state);
    if (relative && first !== undefined) return planAgain(graph, first, heads);
    first = makePlan(graph, heads);
    return first;
  };
  if (!planOnly) {
    const result = await runPlan(bench, direction, replan);
    if (result.revisions.length === 0 && direction === 'upgrade') await bench.index?.refresh();
    return result;
  }
  const database = await bench.database();
  const plan = announced(bench, database, replan)(await database.readState());
  return {
    database: database.target,
    direction,
    planOnly,
    revisions: plan.steps.map(summarizeStep),
    headsBefore: plan.headsBefore,
    heads: plan.heads,
    runId: null,
    durationMs: 0,
  };
}

/** What {@link planOrRun} would say, if that can be seen without reading the files. */
async function doneAlready(bench: MigrateBench, request: MigrateRequest): Promise<MigrateResult | undefined> {
  const began = bench.ambient.now().getTime();
  const kept = await nothingToDo(bench, request);
  if (kept === undefined) return undefined;
  return {
    database: (await bench.database()).target,
    direction: 'upgrade',
    planOnly: false,
    revisions: [],
    headsBefore: kept.heads,
    heads: kept.heads,
    runId: null,
    durationMs: bench.ambient.now().getTime() - began,
  };
}

/** Runs what `replan` plans from the state, after confirmation where the environment or `--confirm` requires it. */
export async function runPlan(
  bench: MigrateBench,
  direction: Direction,
  replan: (state: DatabaseState) => Plan,
): Promise<MigrateResult> {
  const graph = bench.graph();
  const database = await bench.database();
  const { ran, headsBefore, heads, runId, durationMs } = await runMigrations({
    ...bench.runner,
    workspace: bench.workspace,
    ambient: bench.ambient,
    database,
    precautions: await bench.precautions(database.target),
    replan: await confirmed(bench, announced(bench, database, replan)),
    revisionOf: (id) => graph.get(id),
    dependenciesOf: (revision) => graph.dependencies(revision),
  });
  if (ran.length > 0) await mark(bench, database);
  return {
    database: database.target,
    direction,
    planOnly: false,
    revisions: ran.map(summarizeStep),
    headsBefore,
    heads,
    runId: ran.length > 0 ? runId : null,
    durationMs,
  };
}

/**
 * Says, when there is a plan and before anything is done, which database it is for: a URL can come from many places.
 */
function announced(
  { runner }: MigrateBench,
  { target }: Pick<MigrationDatabase, 'target'>,
  replan: (state: DatabaseState) => Plan,
): (state: DatabaseState) => Plan {
  let isSaid = false;
  return (state) => {
    const plan = replan(state);
    if (!isSaid) runner.onEvent({ type: 'database', ...target });
    isSaid = true;
    return plan;
  };
}

/**
 * In a protected environment, or where `--confirm` names a plan: asks first, and then plans nothing that was not in the
 * plan that was confirmed.
 */
async function confirmed(
  bench: MigrateBench,
  replan: (state: DatabaseState) => Plan,
): Promise<(state: DatabaseState) => Plan> {
  const { safety } = bench;
  if (safety.confirm === undefined && (await safety.protectedEnvironment()) === undefined) return replan;
  const database = await bench.database();
  const state = await database.readState();
  const first = replan(state);
  if (first.steps.length === 0) return replan;
  const { identity } = await database.readIdentity();
  await confirmPlan(bench, first, consentHash(identity, state, first, bench.workspace));
  const known = new Set(first.steps.map(({ revision }) => revision.id));
  return (state) => {
    const plan = replan(state);
    const others = plan.steps.filter(({ revision }) => !known.has(revision.id));
    if (others.length === 0) return plan;
    throw new PlanChangedError({ changes: others.map(({ revision: { id } }) => ({ what: 'steps', revision: id })) });
  };
}

/**
 * Marks the database as protected, so that later commands recognize it whatever URL reaches it. The run has succeeded
 * already, so it does not fail where the role may not write the mark.
 */
async function mark({ safety }: MigrateBench, database: Pick<StateWriter, 'markProtected'>): Promise<void> {
  const environment = await safety.protectedEnvironment();
  if (environment === undefined) return;
  try {
    await database.markProtected(environment);
  } catch (error) {
    if (!isMigratorError(error)) throw error;
  }
}

function summarizeStep({ revision }: Pick<PlanStep, 'revision'>): RevisionSummary {
  return summarize(revision);
}
