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
 * A row for `op.copyFrom`: values in the order of the columns, or by their names. Values are written like parameters of
 * `op.execute`: `null` and `undefined` as null, a `Date` with its offset, a `Buffer` as bytea, an array as an array, an
 * object as JSON. (Pass an array for a json column as `JSON.stringify(…)`, as for `op.execute`.)
 */
export type CopyRow = readonly unknown[] | DataRow;

/** Rows, or input of COPY as text or bytes, such as a stream of a file. */
export type CopySource = Iterable<CopyRow | string | Uint8Array> | AsyncIterable<CopyRow | string | Uint8Array>;

export interface CopyOptions {
  /** Format of text and bytes; rows are always written as `text`. Default: `text`. */
  readonly format?: 'text' | 'csv';
  /** Whether the first line of a csv has the names of the columns. */
  readonly header?: boolean;
}

/**
 * The operations of a data revision (`op`). Everything runs on the revision's connection, and in its transaction unless
 * the marker says `transaction=off`. For a typed `db`, name the Drizzle database of the driver:
 * `DataOperations<NodePgDatabase>`, imported from `drizzle-orm/node-postgres`.
 */
export interface DataOperations<Database = unknown> {
  /** Runs one statement; `$1` … are the `params`. */
  execute(sql: string, params?: readonly unknown[]): Promise<DataResult>;
  /**
   * Writes rows with COPY, many times as fast as INSERT, and reads them no faster than the server accepts them. `table`
   * is written as in SQL (`app.events`, `"Ev ents"`), `columns` are names without quotes. Throws a
   * `DataRevisionRowError` with the number of a row that cannot be written. The connection is busy meanwhile, so the
   * rows cannot be read through `op`.
   */
  copyFrom(
    table: string,
    columns: readonly string[],
    rows: CopySource,
    options?: CopyOptions,
  ): Promise<{ readonly rowCount: number }>;
  /**
   * The rows of one query, fetched on demand, so that at most about a megabyte is in memory. Other statements may run
   * in between, and do not change its result.
   */
  stream(sql: string, params?: readonly unknown[]): AsyncIterableIterator<DataRow>;
  /**
   * Runs `work` once, in its own transaction, which also records that the step is done: when the code runs again from
   * the top, the step is skipped. `work` is called again if it was rolled back for a lock. The marker must say
   * `transaction=steps`; then code outside steps may only read, and must run the same steps in the same order, whatever
   * the rows are. The name identifies the step.
   */
  step(name: string, work: DataFunction<Database>): Promise<void>;
  /**
   * A step in batches: `work` runs for one range of the table's keys at a time, each in its own transaction, which also
   * records the progress.
   */
  batch<const Key extends BatchKeyNames>(
    name: string,
    options: BatchOptions<Key>,
    work: BatchFunction<Database, Key>,
  ): Promise<void>;
  /** A Drizzle database on the same connection, made when first used. */
  readonly db: Database;
  /** The values of `-x key=value` on the command line. */
  readonly args: Readonly<Record<string, string>>;
  /** Aborted when the run should stop; check it in long loops. */
  readonly signal: AbortSignal;
  /** Prints a line for the person who watches the run. */
  log(message: string): void;
}

/** `upgrade` or `downgrade` of a data revision. */
export type DataFunction<Database = unknown> = (op: DataOperations<Database>) => Promise<void> | void;

/**
 * `upgrade` or `downgrade` of a data revision in batches. Its result is the number of changed rows; without one, that
 * of the statements of `op.execute` is used.
 */
export type BatchFunction<Database = unknown, Key extends BatchKeyNames = string> = (
  op: DataOperations<Database>,
  range: KeyRange<Key>,
) => Promise<number> | Promise<void> | number;

/**
 * `export const verify`: called when everything is done, before the revision counts as applied. `false` fails the
 * revision.
 */
export type VerifyFunction<Database = unknown> = (
  op: DataOperations<Database>,
  direction: Direction,
) => Promise<boolean> | boolean;
