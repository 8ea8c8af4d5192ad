import { knownSlice } from '../commands/shared/known-slice.ts';
import type { Workbench } from '../commands/shared/workbench.ts';
import { assertPlannable, compareApplied } from '../plan/applied-state.ts';
import { planTargets } from '../plan/plan-targets.ts';
import { planUpgrade } from '../plan/plan-upgrade.ts';

/** A database as a starting service sees it. */
export interface PendingWork {
  /** Ids of the revisions that would run, in order. */
  readonly pending: readonly string[];
  /** Applied revisions that no file has. */
  readonly ahead: readonly string[];
  /** Ids of applied revisions whose batches in the background are not finished. */
  readonly background: readonly string[];
  /** The runner that works on it now, in words. */
  readonly holder: string | undefined;
}

/**
 * Reads the state once. Throws if revisions are pending but no plan can be made: revisions of another line are applied,
 * or one was added below an applied one.
 */
export async function pendingWork(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>,
  slice: string | undefined,
): Promise<PendingWork> {
  const label = knownSlice(bench.workspace, slice);
  const graph = bench.graph();
  const state = await (await bench.database()).readState();
  const applied = compareApplied(graph, state.applied);
  if (applied.insertedBelow.length > 0) assertPlannable(graph, applied);
  const targets = label === undefined ? ['heads'] : planTargets([], [label]);
  const pending = planUpgrade(graph, applied.heads, targets).steps.map(({ revision }) => revision.id);
  if (pending.length > 0) assertPlannable(graph, applied);
  const { holder } = state;
  return {
    pending,
    ahead: applied.unknown,
    background: (state.background ?? []).map(({ revision }) => revision),
    holder: holder === undefined ? undefined : `${holder.runs} (pid ${holder.pid} on ${holder.host})`,
  };
}
