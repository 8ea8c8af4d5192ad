/** An index of the database. */
export interface IndexFacts {
  readonly schema: string;
  readonly name: string;
  readonly table: string;
  readonly tableId: string;
  readonly isValid: boolean;
  /** Somebody holds the lock on its table that a concurrent build, VACUUM and ANALYZE take. */
  readonly isTableBusy: boolean;
  readonly isUnique: boolean;
  /** The constraint that it is made by. */
  readonly constraint: string | null;
  /** A foreign key refers to it. */
  readonly isReferenced: boolean;
  readonly isReplicaIdentity: boolean;
  readonly isClustered: boolean;
  /** It is a part of an index of a partitioned table. */
  readonly isAttached: boolean;
  readonly isOnPartitioned: boolean;
  readonly method: string;
  /** Numbers of the key columns, 0 for an expression. */
  readonly keys: readonly number[];
  /** Numbers of the columns of INCLUDE. */
  readonly included: readonly number[];
  /** Operator class, collation and order of each key, in one text. */
  readonly keyOptions: readonly string[];
  readonly expressions: string | null;
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly scans: number;
  readonly bytes: number;
  /** `CREATE INDEX …`, as PostgreSQL prints it. */
  readonly definition: string;
}
