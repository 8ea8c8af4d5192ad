import { HalfRunPendingError } from '../../errors/run/half-run-errors.ts';
import type { Plan } from '../../plan/plan.ts';
import type { DatabaseState } from '../../state/database-state.ts';

/**
 * A revision that is half-way in one direction must not have its ground moved by a plan in the other one: nothing below
 * a half-made upgrade is removed, nothing is built on a half-made downgrade. In its own direction the plan either goes
 * on with it or leaves it alone. Throws `HalfRunPendingError`.
 */
export function checkHalfRuns(state: DatabaseState, plan: Plan): void {
  if (plan.steps.length === 0) return;
  const other = state.halfRuns.find(({ direction }) => direction !== plan.direction);
  if (other !== undefined)
    throw new HalfRunPendingError({ revision: other.revision, direction: other.direction, since: other.since });
  const removed = new Set(plan.direction === 'upgrade' ? [] : plan.steps.map(({ revision }) => revision.id));
  const running = state.background?.find(({ revision }) => removed.has(revision));
  if (running === undefined) return;
  const { revision, direction, since } = running;
  throw new HalfRunPendingError({ revision, direction, since, background: true });
}
