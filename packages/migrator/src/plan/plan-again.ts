import { PlanOutdatedError } from '../errors/graph/applied-set-errors.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { resolveCurrent } from '../graph/symbols/resolve-nodes.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/**
 * What is left of a plan when others may have run meanwhile: its own steps that are still to do, and no others. For
 * targets that are relative to the state (`-1`, `events@+2`): planned again, the second of two runners that both want
 * `-1` would revert one revision more than either saw. Throws `PlanOutdatedError` when something was applied on top
 * of what is to be reverted.
 */
export function planAgain(graph: RevisionGraph, first: Plan, current: readonly string[]): Plan {
  const applied = new Set(graph.ancestors(current, { dependencies: true }));
  const isUpgrade = first.direction === 'upgrade';
  const left = first.steps.map(({ revision }) => revision.id).filter((id) => applied.has(id) !== isUpgrade);
  const own = new Set(left);
  const onTop = isUpgrade
    ? []
    : left.flatMap((id) => graph.dependents(id)).filter((id) => applied.has(id) && !own.has(id));
  if (onTop.length > 0) throw new PlanOutdatedError({ revisions: [...new Set(onTop)] });
  const marks = new Uint8Array(graph.size);
  for (const node of resolveCurrent(graph, left)) marks[node] = 1;
  return makePlan(graph, current, marks, first.direction);
}
