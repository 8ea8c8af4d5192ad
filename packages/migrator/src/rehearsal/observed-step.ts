import type { Direction } from '../revision/revision.ts';
import type { LockMode } from '../sql/statement/lock-mode.ts';

/** A lock on a relation that was there before. */
export interface ObservedLock {
  /** `public.orders`. */
  readonly relation: string;
  /** The strongest that was held. */
  readonly mode: LockMode;
  /** From before the first statement that took this one, to the end of the transaction, in milliseconds. */
  readonly heldMs: number;
}

/** What one revision did to a copy. Bytes and rows are those of the copy. */
export interface ObservedStep {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly durationMs: number;
  /**
   * `documented`: a statement outside a transaction was over before its locks were seen; they are those that
   * PostgreSQL documents for it. `none`: not known.
   */
  readonly locksAre: 'observed' | 'documented' | 'none';
  /** On what was there before, the strongest first; those that only read are not among them. */
  readonly locks: readonly ObservedLock[];
  /** Tables and indexes that were rewritten. */
  readonly rewritten: readonly {
    readonly relation: string;
    /** Of an index: its table. */
    readonly table: string | null;
    readonly bytes: number;
  }[];
  /** Tables that were read from their first to their last row, indexes being built among the reasons. */
  readonly scanned: readonly string[];
  /** `null`: outside a transaction nobody counts them. */
  readonly rows: { readonly inserted: number; readonly updated: number; readonly deleted: number } | null;
  /** Tables whose rows were written. */
  readonly written: readonly string[];
  /** Of the whole server meanwhile. */
  readonly walBytes: number;
  /** By how much the database grew. */
  readonly sizeBytes: number;
}
