import type { LogNote } from './log.ts';

/** Who asks for the lease, as waiters and `migrate status` show it. */
export interface LeaseRequest {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  /** What it runs, for people: `upgrade heads`. */
  readonly runs: string;
  readonly durationMs: number;
  /** The first row of the run in the log, written once, together with its first lease. */
  readonly begins?: LogNote;
}

/**
 * The right to change the database. Every transaction of the run proves that `token` is still the newest one before it
 * commits.
 */
export interface Lease {
  /** A 64-bit counter, in decimal; every new holder gets a greater one. */
  readonly token: string;
  readonly request: LeaseRequest;
}

/** What a waiter can say about a holder without trusting the database's clock. */
export interface Heartbeat {
  /** Changes with every heartbeat. */
  readonly mark: string;
  /** How long the lease lives without a heartbeat. */
  readonly leaseMs: number;
  /**
   * It is later than the database's clock, which was set back: the lease expires only when that clock has come to this
   * point again, and one length of the lease more.
   */
  readonly isAhead: boolean;
}

/** The row of `braid.lease` while somebody has it. */
export interface LeaseHolder {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
  readonly expiresAt: string;
  /** By the database's clock: the holder has not sent a heartbeat for the length of its lease. */
  readonly expired: boolean;
  /** What it runs, for people: `upgrade heads`. */
  readonly runs: string;
}
