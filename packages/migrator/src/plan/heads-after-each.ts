import type { Plan } from './plan.ts';

/** The heads of the applied set after each step, sorted; one array per step, made as it is asked for. */
export function* headsAfterEach(
  plan: Plan,
): Generator<{ readonly revision: string; readonly heads: readonly string[] }> {
  const heads = new Set(plan.headsBefore);
  for (const step of plan.steps) {
    for (const id of step.headsRemoved) heads.delete(id);
    for (const id of step.headsAdded) heads.add(id);
    yield { revision: step.revision.id, heads: [...heads].sort() };
  }
}
