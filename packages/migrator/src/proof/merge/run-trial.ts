import { MergeBranchFailsError } from '../../errors/merge-errors.ts';
import type { ScratchDatabase, UnseededTable } from '../../ports.ts';
import type { Catalog } from '../../schema/catalog.ts';
import { fingerprintRows } from '../row-fingerprints.ts';
import { blamesRows, saidBy } from '../section-run.ts';
import { seedRows } from '../seed-rows.ts';
import type { SeedStyle } from '../seed-style.ts';
import type { Subject } from '../subject.ts';
import { type Branches, legsOf } from './branches.ts';
import { compareOrders } from './compare-states.ts';
import { judgeWayBack } from './judge-way-back.ts';
import { NotCommuting } from './not-commuting.ts';
import { type OrderOutcome, type RunState, runOrder } from './order-run.ts';
import type { Trial } from './trials.ts';

export interface TrialRequest {
  readonly subject: Subject;
  readonly trial: Trial;
  readonly branches: Branches;
  readonly style: SeedStyle;
  /** At the common ancestors, without rows of ours; ours to change. */
  readonly at: ScratchDatabase;
}

/** What a trial showed that holds. */
export interface TrialResult {
  readonly catalog: Catalog;
  readonly orders: number;
  readonly volatile: readonly string[];
  readonly unseeded: readonly UnseededTable[];
  readonly wayBack: boolean;
}

/** A branch by itself does not take such rows: they are no measure of the merge. Never leaves `proof/merge`. */
export class RowsRefuseBranch extends Error {}

/** One way of applying the branches, with a name for people. */
interface Order {
  readonly name: string;
  readonly legs: readonly (readonly string[])[];
}

/** Runs all orders from the same rows and compares what they leave. Throws `RowsRefuseBranch`, `MergeBranchFailsError` or `MergeDoesNotCommuteError`. */
export async function runTrial(request: TrialRequest): Promise<TrialResult> {
  const { subject, at, style, branches, trial } = request;
  const tablesBefore = await at.readTables();
  const unseeded = await seedRows(at, tablesBefore, { style });
  const before: RunState = { catalog: await at.readCatalog(), rows: await fingerprintRows(at, tablesBefore) };
  const run = (legs: Order['legs']): Promise<OrderOutcome> =>
    runOrder({ subject, database: at, legs, tablesBefore, wayBack: true });

  const orders = ordersOf(request);
  const outcomes: { readonly order: Order; readonly outcome: OrderOutcome }[] = [];
  for (const order of orders) outcomes.push({ order, outcome: await run(order.legs) });
  refuseBranches(outcomes, style);

  const problem = new NotCommuting({ subject, database: at, tablesBefore, branches, trial });
  const states: { readonly order: Order; readonly state: RunState }[] = [];
  for (const { order, outcome } of outcomes) {
    if (outcome.kind === 'failed') throw await problem.failed(order.name, outcome.error);
    states.push({ order, state: outcome.state });
  }
  const [first, ...others] = states;
  if (first === undefined) throw new RangeError('a trial has orders');

  const volatile = new Set<string>();
  for (const other of others) {
    const compared = await compareOrders(first.state, other.state, () => run(first.order.legs));
    for (const place of compared.volatile) volatile.add(place);
    if (compared.difference !== undefined) {
      throw await problem.differs(first.order.name, other.order.name, compared.difference);
    }
  }
  const wayBack = judgeWayBack({ subject, before, branches, outcomes, volatile, problem });
  return { catalog: first.state.catalog, orders: orders.length, volatile: [...volatile], unseeded, wayBack };
}

/** Each order of the trial, and that of plans, in which a new database gets them, where it is another one. */
function ordersOf({ subject, trial, branches }: TrialRequest): readonly Order[] {
  const named = trial.orders.map((order) => ({
    name: order.join(', then '),
    legs: legsOf(subject.graph, branches, order),
  }));
  const known = new Set(named.map(({ legs }) => legs.flat().join()));
  const whole = branches.above;
  return known.has(whole.join()) ? named : [...named, { name: 'the order of a new database', legs: [whole] }];
}

function refuseBranches(outcomes: readonly { readonly outcome: OrderOutcome }[], style: SeedStyle): void {
  for (const { outcome } of outcomes) {
    if (outcome.kind !== 'failed' || !outcome.first) continue;
    if (blamesRows(outcome.error) && style !== 'none') throw new RowsRefuseBranch(outcome.error.message);
    throw new MergeBranchFailsError(saidBy(outcome.error), outcome.error.facts, outcome.error);
  }
}
