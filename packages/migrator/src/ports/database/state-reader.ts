import type { AppliedDigest } from '../../state/applied/applied-digest.ts';
import type { AppliedGroup } from '../../state/applied-group.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { LogEntry, LogQuery } from '../../state/log.ts';
import type { DatabaseTotals } from '../../state/log-totals.ts';

/** Which database it is, however it was reached. */
export interface DatabaseIdentity {
  readonly name: string;
  /** SHA-256 (hex) of the cluster's own number (where the role may read it), the database's number and its name. */
  readonly identity: string;
}

/** What a database knows of its revisions. Changes nothing, and is also right where nothing exists yet. */
export interface StateReader {
  /** Connects when not connected. One round trip, read-only, also right where nothing exists yet. */
  readState(): Promise<DatabaseState>;
  /** As `readState`, but only which revisions are applied, in few bytes; empty where nothing exists yet. */
  readApplied(): Promise<readonly AppliedGroup[]>;
  /**
   * As `readApplied`, in fewer bytes yet: enough to see that nothing is to be done. `undefined` where nothing exists
   * yet.
   */
  readDigest(): Promise<AppliedDigest | undefined>;
  /** One round trip, read-only. */
  readIdentity(): Promise<DatabaseIdentity>;
  /**
   * The protected environment that an earlier run has marked this database as, however it was reached; `null`: none. At
   * most two round trips, read-only.
   */
  readProtection(): Promise<string | null>;
  /** Newest first; empty where nothing exists yet. */
  readLog(query: LogQuery): Promise<readonly LogEntry[]>;
  /** The whole log in figures, and the size of the database. One round trip, read-only. */
  readTotals(): Promise<DatabaseTotals>;
  /** Of the database on disk, in bytes; `null` if unknown. One round trip, read-only. */
  readSize(): Promise<number | null>;
}
