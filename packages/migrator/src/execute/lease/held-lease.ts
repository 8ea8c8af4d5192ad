import type { Lease } from '../../state/lease.ts';

/** The part of a database that somebody needs, with the lease to use it. */
export interface Held<Database> {
  readonly database: Database;
  readonly lease: Lease;
}

/** The lease of a run. After a reconnect it is another one, so nobody keeps it. */
export class HeldLease<Database> implements Held<Database> {
  readonly database: Database;
  #lease: Lease;
  #changing = false;

  constructor(database: Database, lease: Lease) {
    this.database = database;
    this.#lease = lease;
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Another token is being asked for: that this one does not count any more says nothing. */
  get isChanging(): boolean {
    return this.#changing;
  }

  /** Asks for another lease, which counts once the answer is there; `undefined` keeps this one. */
  async change<Answer extends { readonly lease?: Lease }>(ask: () => Promise<Answer>): Promise<Answer> {
    this.#changing = true;
    try {
      const answer = await ask();
      this.#lease = answer.lease ?? this.#lease;
      return answer;
    } finally {
      this.#changing = false;
    }
  }
}
