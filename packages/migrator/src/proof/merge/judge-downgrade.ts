import type { MergeDoesNotCommuteError } from '../../errors/merge/merge-errors.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Subject } from '../round-trip/subject.ts';
import { compareStates } from './compare/compare-states.ts';
import type { Branches } from './orders/branches.ts';
import type { OrderOutcome, RunState } from './orders/order-run.ts';

/** Makes the error for a downgrade that does not restore the start. */
export interface DowngradeProblem {
  backFails(order: string, error: MigratorError): MergeDoesNotCommuteError;
  backDiffers(order: string, differences: readonly string[], back: RunState): MergeDoesNotCommuteError;
}

export interface NamedOutcome {
  readonly order: { readonly name: string };
  readonly outcome: OrderOutcome;
}

export interface DowngradeRequest {
  readonly subject: Subject;
  readonly before: RunState;
  readonly branches: Branches;
  /** The merge, where it has statements of its own. */
  readonly merge: string | undefined;
  readonly outcomes: readonly NamedOutcome[];
  readonly volatile: ReadonlySet<string>;
  readonly problem: DowngradeProblem;
}

/**
 * Whatever the order was, the downgrade must lead to the catalog of the common ancestors, and to their rows; where a
 * marker says that something is lost, to the same rows after every order (what is lost is the matter of each revision's
 * own proof). @returns whether every order was reverted
 */
export function judgeDowngrade(request: DowngradeRequest): boolean {
  const { subject, before, branches, merge, outcomes, volatile, problem } = request;
  const own = merge === undefined ? [] : [merge];
  const loses = [...branches.above, ...own].some((id) => saysLoss(subject.file(id)));
  let rows = loses ? undefined : before.rows;
  let gone = true;
  for (const { order, outcome } of outcomes) {
    const back = outcome.kind === 'ran' ? outcome.wayBack : undefined;
    if (back?.kind === 'failed') throw problem.backFails(order.name, back.error);
    if (back?.kind !== 'back') {
      gone = false;
      continue;
    }
    rows ??= back.state.rows;
    const difference = compareStates({ catalog: before.catalog, rows }, back.state, volatile);
    if (difference !== undefined) throw problem.backDiffers(order.name, difference.differences, back.state);
  }
  return gone;
}

function saysLoss({ upgrade, downgrade }: RevisionFile): boolean {
  return [upgrade?.lossy, downgrade?.lossy, downgrade?.rows].some((said) => said !== undefined);
}
