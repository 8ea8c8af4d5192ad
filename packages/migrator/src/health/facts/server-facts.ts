/** What is true of the whole database, or of its server. */
export interface ServerFacts {
  readonly version: number;
  readonly database: string;
  /** ISO 8601, by the clock of the server. */
  readonly now: string;
  readonly autovacuum: boolean;
  readonly trackCounts: boolean;
  /** `autovacuum_vacuum_threshold` and `autovacuum_vacuum_scale_factor`. */
  readonly vacuumThreshold: number;
  readonly vacuumScaleFactor: number;
  /** Transactions since the oldest row that is not frozen, in any table. */
  readonly frozenAge: number;
  readonly multixactAge: number;
  /** ISO 8601; `null`: never reset. */
  readonly statsReset: string | null;
  readonly pageBytes: number;
}

export interface PreparedTransaction {
  readonly gid: string;
  readonly owner: string;
  readonly ageMinutes: number;
}

/** A collation that columns use, or the default of the database. */
export interface CollationFacts {
  /** `null`: that of the database. */
  readonly schema: string | null;
  readonly name: string;
  /** The version under which its indexes were built. */
  readonly recorded: string;
  readonly actual: string;
}
