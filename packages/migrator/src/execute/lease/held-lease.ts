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

  constructor(database: Database, lease: Lease) {
    this.database = database;
    this.#lease = lease;
  }

  get lease(): Lease {
    return this.#lease;
  }

  renewed(lease: Lease): void {
    this.#lease = lease;
  }
}
