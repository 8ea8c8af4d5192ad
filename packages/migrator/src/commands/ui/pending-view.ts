import { MigratorError } from '../../errors/migrator-error.ts';
import type { PlannedStep } from '../plan/plan.ts';
import { type PlanBench, plan } from '../plan/plan.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import { type ShownRevision, show } from '../show/show.ts';

export interface PendingStep {
  readonly step: PlannedStep;
  /** With its statements, without credentials. */
  readonly shown: ShownRevision;
}

/** What `migrate upgrade heads` would run on a database. */
export interface PendingView {
  readonly steps: readonly PendingStep[];
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  readonly hash: string;
}

/** The pending plan, or why a run would be refused before its first statement. */
export type PendingAnswer =
  | { readonly kind: 'planned'; readonly plan: PendingView }
  | { readonly kind: 'refused'; readonly problem: Finding };

/** Plans what is pending, and runs nothing. */
export async function pendingView(bench: PlanBench): Promise<PendingAnswer> {
  try {
    const { steps, headsBefore, heads, hash } = await plan(bench, { direction: 'upgrade', targets: [] });
    const { revisions } = show(
      bench,
      steps.map(({ revision }) => revision),
    );
    const byId = new Map(revisions.map((each) => [each.revision, each]));
    const shown = steps.flatMap((step) => {
      const each = byId.get(step.revision);
      return each === undefined ? [] : [{ step, shown: each }];
    });
    return { kind: 'planned', plan: { steps: shown, headsBefore, heads, hash } };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { kind: 'refused', problem: findingOf(error) };
  }
}
