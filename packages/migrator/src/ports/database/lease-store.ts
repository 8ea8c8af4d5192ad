import type { DatabaseState } from '../../state/database-state.ts';
import type { Heartbeat, Lease, LeaseHolder, LeaseRequest } from '../../state/lease.ts';
import type { LogNote } from '../../state/log.ts';

/** With the lease comes the state as it is under the lease; without it, as it is just now, when it could be read. */
export type LeaseAnswer =
  | {
      readonly granted: true;
      readonly lease: Lease;
      readonly state: DatabaseState;
      readonly takenOverFrom?: LeaseHolder;
    }
  | {
      readonly granted: false;
      readonly holder: LeaseHolder;
      /** Absent where the row could not be read. */
      readonly heartbeat?: Heartbeat;
      readonly state?: DatabaseState;
    };

/** Who may change the database: one run at a time. */
export interface LeaseStore {
  /**
   * Asks once, and does not wait. A run that has the lease already gets a new token.
   *
   * @param silent the mark of a heartbeat after which the holder was silent for the length of its lease: when it is
   * still the last one, and ahead of the database's clock, the lease counts as expired
   */
  acquireLease(request: LeaseRequest, silent?: string): Promise<LeaseAnswer>;
  /**
   * The same where there may be no state yet: it is created first, in the same message and a transaction of its own.
   * Idempotent, as `ensureState` is.
   */
  acquireNew(request: LeaseRequest): Promise<LeaseAnswer>;
  /** On a second connection, opened when first needed. False when the lease is lost. */
  renewLease(lease: Lease): Promise<boolean>;
  /** Writes the run's last log row and frees the lease in one transaction. A lease that was lost is left alone. */
  releaseLease(lease: Lease, last: LogNote): Promise<void>;
  /**
   * Connects again, gets a new token for the same run (so that the old session can commit nothing more) and reads the
   * state.
   *
   * @param isNew there may be no state yet: as `acquireNew`
   */
  reconnect(lease: Lease, isNew?: boolean): Promise<LeaseAnswer>;
}
