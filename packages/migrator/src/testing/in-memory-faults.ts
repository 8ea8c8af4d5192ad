import type { ServerFailure } from '../ports/database/server-failure.ts';

/**
 * What happens at the n-th operation, or whenever a statement is run. `lost-before`: the connection ends before it
 * takes effect. `lost-after`: it takes effect, and the answer is lost. Anything else is the SQLSTATE of the server's
 * error.
 */
export type InMemoryFault = (
  | {
      /** 1 is the first operation. It happens once. */
      readonly at: number;
    }
  | {
      /** The whole text of the statement. It happens every time. */
      readonly statement: string;
    }
) & { readonly how: 'lost-before' | 'lost-after' | (string & {}) };

/** Counts the operations of an in-memory database and breaks the chosen ones. */
export class InMemoryFaults {
  readonly #faults: readonly InMemoryFault[];
  #count = 0;

  constructor(faults: readonly InMemoryFault[]) {
    this.#faults = faults;
  }

  get count(): number {
    return this.#count;
  }

  /** Does one operation (of this statement, when it is one), or fails it; the failure is returned. */
  operate(effect: () => void, statement?: string): ServerFailure | undefined {
    this.#count += 1;
    const fault = this.#faults.find((each) => ('at' in each ? each.at === this.#count : each.statement === statement));
    if (fault === undefined) {
      effect();
      return undefined;
    }
    if (fault.how === 'lost-after') effect();
    const lost = fault.how.startsWith('lost');
    return { message: fault.how, connectionLost: lost, ...(lost ? {} : { sqlState: fault.how }) };
  }
}
