/** The rows of one statement, as `pg` returns them. */
export interface DataResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows touched or returned; `null` for statements that count none. */
  readonly rowCount: number | null;
}

/**
 * What a data revision gets (`op`). Everything runs on the connection, and unless the marker says `transaction=off`, in
 * the transaction, of the revision itself. For a typed `db` give the Drizzle database of the driver:
 * `DataOperations<NodePgDatabase>`, imported from `drizzle-orm/node-postgres`.
 */
export interface DataOperations<Database = unknown> {
  /** Runs one statement; `$1` … stand for `params`. */
  execute(sql: string, params?: readonly unknown[]): Promise<DataResult>;
  /** A Drizzle database on the same connection, made when first used. */
  readonly db: Database;
  /** What the command line gave with `-x key=value`. */
  readonly args: Readonly<Record<string, string>>;
  /** Aborted when the run is to stop; a long loop checks it between batches. */
  readonly signal: AbortSignal;
  /** A line for the person who watches the run. */
  log(message: string): void;
}

/** `upgrade` or `downgrade` of a data revision. */
export type DataFunction<Database = unknown> = (op: DataOperations<Database>) => Promise<void> | void;

/** The exports of a data revision, checked. */
export interface DataRevision<Database = unknown> {
  readonly upgrade: DataFunction<Database>;
  /** Absent when the header declares the downgrade irreversible. */
  readonly downgrade?: DataFunction<Database>;
}
