/**
 * Drizzle entities by export name, as a schema module exports them. A text is a comment in `sql/` that says how a table
 * is partitioned.
 */
export type Exports = Readonly<Record<string, unknown>>;

/** One kind of change: a schema before and after, with rows. */
export interface Kind {
  readonly name: string;
  readonly before: Exports;
  readonly after: Exports;
  /** As given by `--rename` and `--new`. */
  readonly renames?: readonly string[];
  readonly created?: readonly string[];
  /** Names of the exports that another slice declares. */
  readonly ofOther?: readonly string[];
  /** Rows of the state before. */
  readonly seed?: string;
  /** Run after the first upgrade, when the downgrade depends on what happened since. */
  readonly used?: string;
  /** Must work after the upgrade, as in an insert that takes the next number; undone again. */
  readonly works?: string;
  /** The same after the downgrade. */
  readonly worksBack?: string;
  /** Fails on the seeded rows, and says so. */
  readonly fails?: 'upgrade' | 'downgrade';
  /** Data is lost on the way up and down, and the revision says so. */
  readonly loses?: true;
}
