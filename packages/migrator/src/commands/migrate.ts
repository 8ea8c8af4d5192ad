import { runMigrations } from '../execute/run-migrations.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { DatabaseTarget } from '../ports.ts';
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

/** Plans and, unless only the plan is asked for, runs. `makePlan` is called again under the lease, when others may have run. */
export async function migrate(
  context: RunContext,
  direction: Direction,
  planOnly: boolean,
  makePlan: (graph: RevisionGraph, current: readonly string[]) => Plan,
): Promise<MigrateResult> {
  const graph = context.graph();
  const database = await context.database();
  if (planOnly) {
    const plan = makePlan(graph, plannableHeads(graph, await database.readState()));
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
    replan: (state) => makePlan(graph, plannableHeads(graph, state)),
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
