/** What to measure. */
export interface PressureRequest {
  /** With its schema, quoted where that is needed. */
  readonly table: string;
  readonly kinds: ReadonlySet<'lag' | 'wal' | 'archive' | 'autovacuum' | 'waiters'>;
  /** Boolean SQL expressions. */
  readonly conditions: readonly string[];
}

/** A standby, as its primary sees it. */
export interface Replica {
  readonly name: string;
  /** Bytes of WAL that it has not replayed; null where the role may not see it. */
  readonly bytes: number | null;
  /** Bytes of WAL that it has replayed since the server was created; null likewise. */
  readonly replayed: number | null;
  /** How far its replay lags behind, in milliseconds; null if unknown. */
  readonly lagMs: number | null;
}

/** How busy a server is, at one moment. What was not asked for is absent. */
export interface Pressure {
  readonly replicas?: readonly Replica[];
  /** Bytes of WAL since the server was created. */
  readonly wal?: number;
  /** Files of WAL that wait to be archived. */
  readonly archive?: number;
  /** What holds the lock of VACUUM on the table. */
  readonly maintained?: boolean;
  /** Sessions that wait for the table or its rows. */
  readonly waiters?: number;
  readonly conditions: readonly (boolean | null)[];
}
