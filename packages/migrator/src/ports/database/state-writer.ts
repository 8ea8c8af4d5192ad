import type { Lease } from '../../state/lease.ts';
import type { LogNote } from '../../state/log.ts';
import type { StateChange } from '../../state/state-change.ts';

/** Makes the state and rewrites it without running a revision. */
export interface StateWriter {
  /**
   * Throws when the server cannot be changed (standby, read-only, too old, wrong encoding). No round trip where the
   * server is known: after `readState`, or from another database of it.
   */
  requireWritable(): Promise<void>;
  /** Creates the state schema and its objects; idempotent, and safe when several processes do so at once. */
  ensureState(): Promise<void>;
  /** Marks this database as that of a protected environment, once the state is there; for `readProtection`. */
  markProtected(environment: string): Promise<void>;
  /** Rewrites the state without running anything, in one transaction; every change is logged with the reason. */
  changeState(
    lease: Lease,
    action: 'stamp' | 'repair',
    changes: readonly StateChange[],
    reason?: string,
  ): Promise<void>;
  /** Writes log rows in a transaction of their own. */
  appendLog(lease: Lease, notes: readonly LogNote[]): Promise<void>;
}
