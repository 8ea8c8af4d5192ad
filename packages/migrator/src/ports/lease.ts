import type { DatabaseState, LeaseHolder } from '../ports.ts';

/** Who asks for the lease, as waiters and `migrate status` show it. */
export interface LeaseRequest {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  /** What it runs, for people: `upgrade heads`. */
  readonly runs: string;
  readonly durationMs: number;
}

/** The right to change the database. Every transaction of the run proves that `token` is still the newest one before it commits. */
export interface Lease {
  /** A 64-bit counter, in decimal; every new holder gets a greater one. */
  readonly token: string;
  readonly request: LeaseRequest;
}

/** With the lease comes the state as it is under the lease; without it, as it is just now, when it could be read. */
export type LeaseAnswer =
  | {
      readonly granted: true;
      readonly lease: Lease;
      readonly state: DatabaseState;
      readonly takenOverFrom?: LeaseHolder;
    }
  | { readonly granted: false; readonly holder: LeaseHolder; readonly state?: DatabaseState };
