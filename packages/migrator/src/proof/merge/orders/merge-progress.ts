import type { OrderEvent, OrderPlace } from '../../../execute/event/order-event.ts';
import type { Place } from '../../../execute/runner-event.ts';

export type MergeListener = (event: OrderEvent) => void;

/** Numbers the orders of one proof. */
export class MergeProgress {
  readonly #emit: MergeListener;
  readonly #now: () => Date;
  readonly #began: number;
  #of = 0;
  #n = 0;
  #done = 0;
  #pairs = 0;

  constructor(emit: MergeListener, now: () => Date) {
    this.#emit = emit;
    this.#now = now;
    this.#began = now().getTime();
  }

  /** This many more orders will be run. */
  expect(orders: number): void {
    this.#of += orders;
  }

  /** An order that begins now. */
  order(name: string): { revision(place: Place): void; done(ran: boolean): void } {
    this.#n += 1;
    const began = this.#now().getTime();
    const place = (): OrderPlace => ({ n, of: Math.max(n, this.#of), order: name });
    const n = this.#n;
    return {
      revision: ({ revision, slice, message, direction }) =>
        this.#emit({
          type: 'order-revision',
          ...place(),
          revision,
          slice,
          message,
          direction,
          elapsedMs: this.#spent(),
        }),
      done: (ran) => {
        // Orders run at the same time: what a reader counts is how many are done.
        this.#done += 1;
        const durationMs = this.#now().getTime() - began;
        this.#emit({ type: 'order-done', ...place(), n: this.#done, ran, durationMs });
      },
    };
  }

  pairTried(): void {
    this.#pairs += 1;
    this.#emit({ type: 'pair-search', tried: this.#pairs, elapsedMs: this.#spent() });
  }

  /** Whatever came of it. */
  end(): void {
    this.#emit({ type: 'orders-done', durationMs: this.#spent() });
  }

  #spent(): number {
    return this.#now().getTime() - this.#began;
  }
}
