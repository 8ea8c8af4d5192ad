import type { Direction } from '../../revision/revision.ts';
import type { BatchKeyNames, BatchOptions, KeyRange } from './batch-options.ts';

/** The rows of one statement, as `pg` returns them. */
export interface DataResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows touched or returned; `null` for statements that count none. */
  readonly rowCount: number | null;
}

/** A row of `op.stream`, as `pg` returns it. */
export type DataRow = Readonly<Record<string, unknown>>;

/**
 * A row for `op.copyFrom`: values in the order of the columns, or by their names. A value is written as `op.execute`
 * sends it as a parameter: `null` and `undefined` as null, a `Date` with its offset, a `Buffer` as bytea, an array as
 * an array, an object as JSON. (An array for a column of json is given as `JSON.stringify(…)`, as to `op.execute`.)
 */
export type CopyRow = readonly unknown[] | DataRow;

/** Rows, or what COPY reads: text or bytes, as a stream of a file gives them. */
export type CopySource = Iterable<CopyRow | string | Uint8Array> | AsyncIterable<CopyRow | string | Uint8Array>;

export interface CopyOptions {
  /** Of text and bytes; rows are always written as `text`. The default is `text`. */
  readonly format?: 'text' | 'csv';
  /** The first line of a csv has the names of the columns. */
  readonly header?: boolean;
}

/**
 * What a data revision gets (`op`). Everything runs on the connection, and unless the marker says `transaction=off`, in
 * the transaction, of the revision itself. For a typed `db` give the Drizzle database of the driver:
 * `DataOperations<NodePgDatabase>`, imported from `drizzle-orm/node-postgres`.
 */
export interface DataOperations<Database = unknown> {
  /** Runs one statement; `$1` … are the `params`. */
  execute(sql: string, params?: readonly unknown[]): Promise<DataResult>;
  /**
   * Writes rows with COPY, many times as fast as INSERT, and reads them as slowly as the server takes them. `table` is
   * written as in SQL (`app.events`, `"Ev ents"`), `columns` are names without quotes. A row that cannot be written is
   * a `DataRevisionRowError` with its number. While it runs the connection is busy: what the rows are read from cannot
   * be `op`.
   */
  copyFrom(
    table: string,
    columns: readonly string[],
    rows: CopySource,
    options?: CopyOptions,
  ): Promise<{ readonly rowCount: number }>;
  /**
   * The rows of one query, fetched as they are asked for: never more than about a megabyte of them is held. Other
   * statements may run in between, and do not change what it returns.
   */
  stream(sql: string, params?: readonly unknown[]): AsyncIterableIterator<DataRow>;
  /**
   * Runs `work` in a transaction of its own, once: what it changes and that it is done are committed together, and when
   * the code runs again from the top it is passed over. `work` is called again when it was rolled back for a lock. The
   * marker says `transaction=steps`; then code outside steps only reads, and the same steps follow each other
   * whatever the rows are. The name tells them apart.
   */
  step(name: string, work: DataFunction<Database>): Promise<void>;
  /**
   * The same in batches: `work` runs for a range of the table's keys at a time, each range in a transaction of its own
   * that also keeps how far it came.
   */
  batch<const Key extends BatchKeyNames>(
    name: string,
    options: BatchOptions<Key>,
    work: BatchFunction<Database, Key>,
  ): Promise<void>;
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

/**
 * `upgrade` or `downgrade` of a data revision in batches. What it returns counts as the rows that it changed; without
 * it, what the commands that `op.execute` sent say.
 */
export type BatchFunction<Database = unknown, Key extends BatchKeyNames = string> = (
  op: DataOperations<Database>,
  range: KeyRange<Key>,
) => Promise<number> | Promise<void> | number;

/** `export const verify`: asked when all is done, before the revision counts as applied. False fails the revision. */
export type VerifyFunction<Database = unknown> = (
  op: DataOperations<Database>,
  direction: Direction,
) => Promise<boolean> | boolean;
