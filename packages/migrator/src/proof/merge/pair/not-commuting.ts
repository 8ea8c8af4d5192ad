import { placeOf, type RevisionPlace } from '../../../errors/files/revision-place.ts';
import type { DoesNotCommute } from '../../../errors/merge/does-not-commute.ts';
import type { ComparedEntry } from '../../../errors/merge/merge-comparison.ts';
import { MergeDoesNotCommuteError } from '../../../errors/merge/merge-errors.ts';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import { compareRows } from '../compare/compare-rows.ts';
import { compareSides } from '../compare/compare-sides.ts';
import type { StateDifference } from '../compare/compare-states.ts';
import { failedInMerge } from '../failed-in-merge.ts';
import { legsOf } from '../orders/branches.ts';
import { type OrderOutcome, type RunState, runOrder } from '../orders/order-run.ts';
import type { Order } from '../orders/orders.ts';
import type { TrialRequest, TriedOrders } from '../orders/try-orders.ts';
import { findPair } from './find-pair.ts';

interface Ended {
  readonly order: Order;
  readonly state: RunState;
}

/** Makes the error for what a trial found, with the two statements that are to blame where two branches were tried. */
export class NotCommuting {
  readonly #request: TrialRequest;
  readonly #tried: TriedOrders;

  constructor(request: TrialRequest, tried: TriedOrders) {
    this.#request = request;
    this.#tried = tried;
  }

  async failed(
    { name }: Order,
    { error, part }: Extract<OrderOutcome, { kind: 'failed' }>,
  ): Promise<MergeDoesNotCommuteError> {
    return this.#error({
      problem: 'fails',
      order: name,
      own: part === 'merge',
      ...(part === 'merge' ? {} : await this.#pair()),
      ...failedInMerge(error),
    });
  }

  async differs(first: Ended, other: Ended, difference: StateDifference): Promise<MergeDoesNotCommuteError> {
    const { problem, differences } = difference;
    const entries =
      problem === 'catalogs-differ'
        ? compareSides(first.state.catalog, other.state.catalog)
        : await this.#rows(first.order, other.order, differences);
    return this.#error({
      problem,
      order: other.order.name,
      than: first.order.name,
      own: this.#request.merge !== undefined,
      differences,
      comparison: { left: first.order.name, right: other.order.name, entries },
      ...(await this.#pair()),
    });
  }

  backFails(order: string, error: MigratorError): MergeDoesNotCommuteError {
    return this.#error({
      problem: 'way-back',
      order,
      own: false,
      ...failedInMerge(error),
    });
  }

  backDiffers(order: string, differences: readonly string[], back: RunState): MergeDoesNotCommuteError {
    const entries = compareSides(this.#tried.before.catalog, back.catalog);
    const comparison = { left: 'before', right: 'after the downgrade', entries };
    return this.#error({
      problem: 'way-back',
      order,
      own: false,
      differences,
      ...(entries.length === 0 ? {} : { comparison }),
    });
  }

  #error(found: Pick<DoesNotCommute, 'problem' | 'order' | 'own'> & Partial<DoesNotCommute>) {
    const { subject, trial, merge } = this.#request;
    const heads = trial.heads.map((id) => placeOf(subject.graph.require(id)));
    const runs = this.#tried.outcomes.flatMap(({ order, outcome }) =>
      outcome.kind === 'ran' && order.heads !== undefined ? [order.heads] : [],
    );
    return new MergeDoesNotCommuteError({
      heads,
      differences: [],
      conflicts: [],
      begins: trial.heads.map((head) => this.#beginning(head)),
      runs,
      ...(merge === undefined ? {} : { merge: placeOf(subject.graph.require(merge)) }),
      ancestors: this.#request.branches.ancestors,
      ...found,
    });
  }

  /** Where the line of a head parts from the common ancestors. */
  #beginning(head: string): RevisionPlace | undefined {
    const { subject, branches } = this.#request;
    const { graph } = subject;
    const above = new Set(branches.above);
    const line = graph.ancestors([head], { dependencies: false }).filter((id) => above.has(id));
    const id = line.find((it) => !graph.parents(it).some((parent) => above.has(parent)));
    return id === undefined ? undefined : placeOf(graph.require(id));
  }

  /**
   * Only two branches have a pair; three or more were tried in pairs before. With statements of the merge's own, they
   * are to blame.
   */
  async #pair(): Promise<Pick<DoesNotCommute, 'pair'>> {
    const { subject, at, branches, trial, merge, progress } = this.#request;
    const [ours, theirs, ...more] = legsOf(subject.graph, branches, trial.heads);
    if (ours === undefined || theirs === undefined || more.length > 0 || merge !== undefined) return {};
    const { tablesBefore } = this.#tried;
    const onTry = () => progress.pairTried();
    const pair = await findPair({ subject, database: at, tablesBefore, branches: [ours, theirs], onTry });
    return pair === undefined ? {} : { pair };
  }

  /** The rows that differ, of both orders, run once more for them. */
  async #rows(first: Order, other: Order, places: readonly string[]): Promise<readonly ComparedEntry[]> {
    const { subject, at, merge } = this.#request;
    const { tablesBefore } = this.#tried;
    // `public.orders.quantity`, `public.orders (2 rows, were 3)`: tables are looked up by what the places begin with.
    const rowsOf = new Set(places.flatMap((place) => beginnings(place)));
    const read = ({ legs }: Order) =>
      runOrder({ subject, database: at, legs, merge, tablesBefore, wayBack: false, rowsOf });
    const [a, b] = [await read(first), await read(other)];
    return a.kind === 'ran' && b.kind === 'ran' ? compareRows(a.rows, b.rows, places) : [];
  }
}

/** Every text that a place begins with and that could be a table; names may have dots in them. */
function beginnings(place: string): readonly string[] {
  const path = place.replace(/ \(.*\)$/, '');
  const parts = path.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
