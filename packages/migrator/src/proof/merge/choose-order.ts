import { placeOf } from '../../errors/files/revision-place.ts';
import { MergeNeedsHandError } from '../../errors/merge/merge-errors.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { describeDifference } from '../../schema/difference/describe-difference.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { fixUp } from '../../schema/merge-fix-up/fix-up.ts';
import type { Subject } from '../round-trip/subject.ts';
import { Slots } from '../slots.ts';
import { compareSides } from './compare/compare-sides.ts';
import { branchesOf } from './orders/branches.ts';
import type { MergeProgress } from './orders/merge-progress.ts';
import { ordersOf } from './orders/orders.ts';
import { wholeTrial } from './orders/trials.ts';
import { type TrialRequest, tryOrders } from './orders/try-orders.ts';
import { NotCommuting } from './pair/not-commuting.ts';
import { onRows } from './prove-merge.ts';

/** What the merge of a chosen order has to do. */
export interface ChosenOrder {
  /** None when every order makes the same schema. */
  readonly statements: readonly string[];
  /** The schema that the chosen order makes. */
  readonly catalog: Catalog;
}

/**
 * Runs all orders and finds the statements that bring each of them to the schema of the chosen one. Nothing is proven
 * by that: the merge with these statements is. `aside` is a name that nothing has. Throws a `MergeDoesNotCommuteError`
 * when an order does not even run, and a `MergeNeedsHandError` where there are no such statements.
 */
export async function chooseOrder(
  subject: Subject,
  order: readonly string[],
  { aside, progress }: { readonly aside: string; readonly progress: MergeProgress },
): Promise<ChosenOrder> {
  const { graph, tools } = subject;
  const trial = wholeTrial(order);
  // Each is run once more, with what is found.
  progress.expect(2 * ordersOf(graph, trial, branchesOf(graph, order)).length);
  return await onRows(
    { subject, trial, merge: undefined, progress, slots: new Slots(tools.parallel) },
    async (request) => {
      const tried = await tryOrders(request, false);
      const catalogs: Catalog[] = [];
      for (const { order: each, outcome } of tried.outcomes) {
        if (outcome.kind === 'failed') throw await new NotCommuting(request, tried).failed(each, outcome);
        catalogs.push(outcome.state.catalog);
      }
      const [target, ...others] = catalogs;
      if (target === undefined) throw new RangeError('a trial has orders');
      const { statements, beyond } = fixUp(target, others, aside);
      if (beyond.length > 0) throw needsHand(request, target, others, beyond.map(describeDifference));
      return { statements, catalog: target };
    },
  ).finally(() => progress.end());
}

function needsHand(
  { subject, trial }: TrialRequest,
  target: Catalog,
  others: readonly Catalog[],
  differences: readonly string[],
): MigratorError {
  const entries = others.map((other) => compareSides(target, other)).find((found) => found.length > 0) ?? [];
  return new MergeNeedsHandError({
    heads: trial.heads.map((id) => placeOf(subject.graph.require(id))),
    differences,
    comparison: { left: trial.heads.join(', then '), right: 'another order', entries },
  });
}
