/** A table of the database; sizes and counts are those of its last vacuum or analyze. */
export interface TableFacts {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly isPartitioned: boolean;
  readonly isPartition: boolean;
  /** Schema and name of the table that it is a partition of, over all levels; its own when it is none. */
  readonly rootSchema: string;
  readonly rootName: string;
  /** Negative: never counted. */
  readonly rows: number;
  /** With indexes and TOAST, by the pages of the last vacuum or analyze. */
  readonly bytes: number;
  /** Of its own pages alone. */
  readonly ownBytes: number;
  readonly hasPrimaryKey: boolean;
  readonly rowSecurity: boolean;
  readonly policies: number;
  /** `reloptions`: `autovacuum_enabled=false`. */
  readonly options: readonly string[];
  /** Transactions since the oldest row that is not frozen, of it and its TOAST table. */
  readonly frozenAge: number;
  readonly multixactAge: number;
  readonly deadRows: number;
  readonly liveRows: number;
  /** ISO 8601. */
  readonly lastVacuum: string | null;
  /** Sum of the average widths of its columns; `null` where the statistics of a column are missing or not shown. */
  readonly rowWidth: number | null;
  readonly hasNulls: boolean;
  /** Whether the role may read its rows, and so its statistics. */
  readonly isReadable: boolean;
}
