/** The names of the key's columns, as PostgreSQL stores them: one, or several in the order of the index. */
export type BatchKeyNames = string | readonly string[];

/**
 * `export const batch` of a data revision: its functions run for a range of the table's keys at a time, each range in
 * a transaction of its own that also keeps how far it came. A function that takes no range runs in one go.
 */
export interface BatchOptions<Key extends BatchKeyNames = BatchKeyNames> {
  /** As SQL writes it: `app.orders`. */
  readonly table: string;
  /** The primary key, or another unique key of `NOT NULL` columns. */
  readonly key: Key;
  /** A condition on the table: `upgrade` walks only over rows for which it holds. */
  readonly where?: string;
  /** A condition on the table that holds for every row up to the last key when `upgrade` is done. */
  readonly done?: string;
  /** Rows of the first batch; 1,000 by default. */
  readonly size?: number;
  /** How long a batch should take, in milliseconds; by default 100, and 250 while nobody else is at work. */
  readonly target?: number;
  /**
   * The share of a batch's time that passes before the next one, 0 to 100; by default 0 while nobody else is at work on
   * the server, otherwise 0.1.
   */
  readonly pause?: number;
  /** What must not be so while batches run, as `throttle="…"` of a marker has it: `lag<5s, autovacuum`. */
  readonly throttle?: string;
  /** This many rows that cannot be changed are left out until the others are done; 10 by default. */
  readonly maxFailed?: number;
}

/**
 * The keys of one batch, `from < key` and `key <= to`, as texts that PostgreSQL reads as values of the key's type: give
 * them to `op.execute` as parameters. An array of texts where `key` is an array of names.
 */
export interface KeyRange<Key extends BatchKeyNames = string> {
  readonly from: Key extends string ? string : readonly string[];
  readonly to: Key extends string ? string : readonly string[];
}
