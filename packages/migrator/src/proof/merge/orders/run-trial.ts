import type { UnseededTable } from '../../../ports/proof/proof.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { compareOrders } from '../compare/compare-states.ts';
import { judgeDowngrade } from '../judge-downgrade.ts';
import { NotCommuting } from '../pair/not-commuting.ts';
import type { RunState } from './order-run.ts';
import { runOrder } from './order-run.ts';
import type { Order } from './orders.ts';
import { type TrialRequest, tryOrders } from './try-orders.ts';

/** What a trial showed that holds. */
export interface TrialResult {
  readonly catalog: Catalog;
  readonly orders: number;
  readonly volatile: readonly string[];
  readonly unseeded: readonly UnseededTable[];
  readonly wayBack: boolean;
}

/**
 * Runs all orders from the same rows and compares what they leave. Throws `RowsRefused`, `MergeBranchFailsError` or
 * `MergeDoesNotCommuteError`.
 */
export async function runTrial(request: TrialRequest): Promise<TrialResult> {
  const { subject, at, branches, merge } = request;
  const tried = await tryOrders(request, true);
  const { tablesBefore, unseeded, before, outcomes } = tried;
  const problem = new NotCommuting(request, tried);
  const states: { readonly order: Order; readonly state: RunState }[] = [];
  for (const { order, outcome } of outcomes) {
    if (outcome.kind === 'failed') throw await problem.failed(order, outcome);
    states.push({ order, state: outcome.state });
  }
  const [first, ...others] = states;
  if (first === undefined) throw new RangeError('a trial has orders');

  const again = () => runOrder({ subject, database: at, legs: first.order.legs, merge, tablesBefore, wayBack: false });
  const volatile = new Set<string>();
  for (const other of others) {
    const compared = await compareOrders(first.state, other.state, again);
    for (const place of compared.volatile) volatile.add(place);
    if (compared.difference !== undefined) throw await problem.differs(first, other, compared.difference);
  }
  const wayBack = judgeDowngrade({ subject, before, branches, merge, outcomes, volatile, problem });
  return { catalog: first.state.catalog, orders: outcomes.length, volatile: [...volatile], unseeded, wayBack };
}
