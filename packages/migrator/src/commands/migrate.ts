import { runMigrations } from '../execute/run-migrations.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { planAgain } from '../plan/plan-again.ts';
import type { DatabaseState, DatabaseTarget } from '../ports.ts';
import type { Direction } from '../revision/revision.ts';
import type { RunContext } from './context.ts';
import { plannableHeads } from './plan-from-state.ts';
import { type RevisionSummary, summarize } from './revision-summary.ts';

/** What `upgrade` and `downgrade` answer. */
export interface MigrateResult {
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  /** True with `--plan`: nothing ran. */
  readonly planOnly: boolean;
  /** What ran (or would run), in order. */
  readonly revisions: readonly RevisionSummary[];
  readonly headsBefore: readonly string[];
  /** Where the database stands after it. */
  readonly heads: readonly string[];
  /** `null` when nothing ran. */
  readonly runId: string | null;
  readonly durationMs: number;
}

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

/** Plans and, unless only the plan is asked for, runs. The plan is made again under the lease, when others may have run. */
export async function migrate(
  context: RunContext,
  { direction, targets, planOnly, makePlan }: MigrateRequest,
): Promise<MigrateResult> {
  const graph = context.graph();
  const relative = targets.some((target) => RELATIVE.test(target));
  let first: Plan | undefined;
  const replan = (state: DatabaseState): Plan => {
    const heads = plannableHeads(graph, state);
    if (relative && first !== undefined) return planAgain(graph, first, heads);
    first = makePlan(graph, heads);
    return first;
  };
  const database = await context.database();
  if (planOnly) {
    const plan = replan(await database.readState());
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
  const { ran, headsBefore, heads, runId, durationMs } = await runMigrations({
    ...context,
    database,
    replan,
    revisionOf: (id) => graph.get(id),
    dependenciesOf: (revision) => graph.dependencies(revision),
    options: context.runnerOptions,
  });
  return {
    database: database.target,
    direction,
    planOnly,
    revisions: ran.map(summarizeStep),
    headsBefore,
    heads,
    runId: ran.length > 0 ? runId : null,
    durationMs,
  };
}

function summarizeStep({ revision }: Pick<PlanStep, 'revision'>): RevisionSummary {
  return summarize(revision);
}
