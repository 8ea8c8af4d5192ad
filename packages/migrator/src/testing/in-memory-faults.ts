import type { ServerFailure } from '../ports/database/server-failure.ts';

/**
 * What happens at the n-th operation.
 * `lost-before`: the connection ends before it counts. `lost-after`: it counts, and the answer is lost. Anything else is a SQLSTATE that the server answers.
 */
export interface InMemoryFault {
  /** 1 is the first operation. */
  readonly at: number;
  readonly how: 'lost-before' | 'lost-after' | (string & {});
}

/** Counts the operations of an in-memory database and breaks the one that is asked for. Each fault happens once. */
export class InMemoryFaults {
  readonly #faults: readonly InMemoryFault[];
  #count = 0;

  constructor(faults: readonly InMemoryFault[]) {
    this.#faults = faults;
  }

  get count(): number {
    return this.#count;
  }

  /** Does one operation, or fails it; the failure is returned. */
  operate(effect: () => void): ServerFailure | undefined {
    this.#count += 1;
    const fault = this.#faults.find(({ at }) => at === this.#count);
    if (fault === undefined) {
      effect();
      return undefined;
    }
    if (fault.how === 'lost-after') effect();
    const lost = fault.how.startsWith('lost');
    return { message: fault.how, connectionLost: lost, ...(lost ? {} : { sqlState: fault.how }) };
  }
}
