import type { Plan, PlanStep } from './plan.ts';

/** The heads of the applied set after each step, sorted; one array per step, made as it is asked for. */
export function* headsAfterEach(
  plan: Plan,
): Generator<{ readonly revision: string; readonly heads: readonly string[] }> {
  const heads = new Set(plan.headsBefore);
  for (const step of plan.steps) {
    advance(heads, step);
    yield { revision: step.revision.id, heads: [...heads].sort() };
  }
}

/** The heads of the applied set when the first `count` steps are done. */
export function headsAfter(plan: Plan, count: number): readonly string[] {
  if (count === plan.steps.length) return plan.heads;
  const heads = new Set(plan.headsBefore);
  for (const step of plan.steps.slice(0, count)) advance(heads, step);
  return [...heads];
}

function advance(heads: Set<string>, step: PlanStep): void {
  for (const id of step.headsRemoved) heads.delete(id);
  for (const id of step.headsAdded) heads.add(id);
}
