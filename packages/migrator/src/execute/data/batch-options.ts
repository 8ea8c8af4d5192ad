/** The names of the key's columns, as PostgreSQL stores them: one, or several in the order of the index. */
export type BatchKeyNames = string | readonly string[];

/**
 * `export const batch` of a data revision: its functions run for one range of the table's keys at a time, each in its
 * own transaction, which also records the progress. A function that takes no range runs once for all rows.
 */
export interface BatchOptions<Key extends BatchKeyNames = BatchKeyNames> {
  /** As SQL writes it: `app.orders`. */
  readonly table: string;
  /** The primary key, or another unique key of `NOT NULL` columns. */
  readonly key: Key;
  /** A condition on the table: `upgrade` walks only rows for which it holds. */
  readonly where?: string;
  /** A condition that must hold for every row up to the last key when `upgrade` is done. */
  readonly done?: string;
  /** Rows of the first batch; 1,000 by default. */
  readonly size?: number;
  /** How long a batch should take, in milliseconds; by default 50, and 250 while nobody else is at work. */
  readonly target?: number;
  /**
   * Pause after each batch, as a multiple of its duration, 0 to 100; by default 0.1, and 0 while nobody else uses the
   * server.
   */
  readonly pause?: number;
  /** What must not be so while batches run, as `throttle="…"` of a marker has it: `lag<5s, autovacuum`. */
  readonly throttle?: string;
  /** How many rows that cannot be changed are left out until the others are done; 10 by default. */
  readonly maxFailed?: number;
}

/**
 * The keys of one batch, `from < key` and `key <= to`, as texts that PostgreSQL can read as values of the key's type:
 * pass them to `op.execute` as parameters. Arrays of texts if `key` is an array of names.
 */
export interface KeyRange<Key extends BatchKeyNames = string> {
  readonly from: Key extends string ? string : readonly string[];
  readonly to: Key extends string ? string : readonly string[];
}
