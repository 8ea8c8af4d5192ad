import type { PlanStep } from '../plan/plan.ts';

/** The heads of the applied revisions while a plan runs. */
export class HeadsTracker {
  readonly #heads: Set<string>;

  constructor(headsBefore: readonly string[]) {
    this.#heads = new Set(headsBefore);
  }

  /** Applies the deltas of a step that is committed. */
  advance(step: Pick<PlanStep, 'headsAdded' | 'headsRemoved'>): void {
    for (const id of step.headsRemoved) this.#heads.delete(id);
    for (const id of step.headsAdded) this.#heads.add(id);
  }

  get heads(): readonly string[] {
    return [...this.#heads];
  }
}
