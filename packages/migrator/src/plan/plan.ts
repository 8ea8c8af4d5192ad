import type { Direction, Revision } from '../revision/revision.ts';

/** One revision of a plan, with what it does to the heads: deltas, so that a wide graph costs no quadratic memory. */
export interface PlanStep {
  readonly revision: Revision;
  readonly direction: Direction;
  /** Ids that become heads of the applied set by this step. */
  readonly headsAdded: readonly string[];
  /** Ids that stop being heads of the applied set by this step. */
  readonly headsRemoved: readonly string[];
}

/** What would run, in the order in which it would run. Nothing to do is a plan without steps. */
export interface Plan {
  readonly direction: Direction;
  readonly steps: readonly PlanStep[];
  /** Heads of the applied set before the first step: slice, then id. */
  readonly headsBefore: readonly string[];
  /** Heads of the applied set after the last step: slice, then id. */
  readonly heads: readonly string[];
}
