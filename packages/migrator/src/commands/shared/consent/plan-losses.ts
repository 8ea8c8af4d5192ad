import type { Plan, PlanStep } from '../../../plan/plan.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { Workbench } from '../workbench.ts';
import { confirmLoss } from './confirm-loss.ts';

/**
 * What the steps of a plan lose, as their markers say. Every step of a downgrade counts, because it drops what was
 * built.
 */
export function planLosses(workspace: Pick<Workspace, 'readRevision'>, plan: Plan): readonly string[] {
  return plan.steps.flatMap((step) => {
    const lossy = lossOf(workspace, step);
    const { id, slice, message } = step.revision;
    const name = `${step.direction === 'upgrade' ? '↑' : '↓'} ${id}  ${slice}  ${message}`;
    if (lossy !== null) return [`${name}: loses ${lossy}`];
    return step.direction === 'downgrade' ? [name] : [];
  });
}

/** What a step loses, by its marker's `lossy`. */
export function lossOf(workspace: Pick<Workspace, 'readRevision'>, { revision, direction }: PlanStep): string | null {
  return workspace.readRevision(revision)[direction]?.lossy ?? null;
}

/** Asks before a plan that loses something in a protected environment; for a coding agent before every plan. */
export async function confirmPlan(
  bench: Pick<Workbench, 'workspace' | 'safety'>,
  plan: Plan,
  consent: string,
): Promise<void> {
  const losses = planLosses(bench.workspace, plan);
  const number = `${plan.steps.length} revision${plan.steps.length === 1 ? '' : 's'}`;
  const doing =
    plan.direction === 'downgrade'
      ? `Revert ${number}`
      : losses.length === 0
        ? `Apply ${number}`
        : `Apply ${number}, with what that loses,`;
  const revisions = plan.steps.map(({ revision }) => revision.id);
  await confirmLoss(bench, { doing, losses, declined: { asked: 'plan', revisions }, consent });
}
