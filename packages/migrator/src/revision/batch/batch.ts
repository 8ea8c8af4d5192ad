import type { Throttle } from './throttle.ts';

/** The options of a marker that say how its section runs in batches. */
export interface Batch {
  /** The table whose keys are walked, as SQL writes it: `app.orders`. */
  readonly table: string;
  /** Columns of the key, as PostgreSQL stores their names. */
  readonly key: readonly string[];
  /** A condition on the table that holds for every row up to the bound when the section is done. */
  readonly done?: string;
  /** A condition: only rows for which it holds are walked over. */
  readonly where?: string;
  readonly verify?: BatchVerification;
  /** Rows of the first batch. */
  readonly size: number;
  /** How long a batch should take, in milliseconds; absent where the revision does not say it. */
  readonly targetMs?: number;
  /** The share of a batch's time that passes before the next one; absent where the revision does not say it. */
  readonly pause?: number;
  /** Conditions under which batches wait; without any they never wait. */
  readonly throttles: readonly Throttle[];
  /** Keys that fail by themselves are left out and kept, until there are more of them than this. */
  readonly maxFailed: number;
}

/** A query of one value, and the value that it must have when the section is done. */
export interface BatchVerification {
  readonly query: string;
  readonly expected: string;
}

/** Smallest and largest number of rows that the time of batches leads to. */
export const BATCH_ROWS = { least: 500, most: 50_000 } as const;

/** The defaults of a marker's options. */
export const BATCH_DEFAULTS = { size: 1_000, maxFailed: 10 } as const;
