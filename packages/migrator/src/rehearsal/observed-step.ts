import type { Direction } from '../revision/revision.ts';
import type { LockMode } from '../sql/statement/lock-mode.ts';

/** A lock on a relation that was there before. */
export interface ObservedLock {
  /** `public.orders`. */
  readonly relation: string;
  /** The strongest mode that was held. */
  readonly mode: LockMode;
  /** From before the first statement that took it to the end of the transaction, in milliseconds. */
  readonly heldMs: number;
}

/** What one revision did to a copy. Bytes and rows are those of the copy. */
export interface ObservedStep {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly durationMs: number;
  /**
   * `documented`: a statement outside a transaction ended before its locks were seen, so they are those that PostgreSQL
   * documents for it. `none`: unknown.
   */
  readonly locksAre: 'observed' | 'documented' | 'none';
  /** Locks on what existed before, the strongest first, without those that only read. */
  readonly locks: readonly ObservedLock[];
  /** Tables and indexes that were rewritten. */
  readonly rewritten: readonly {
    readonly relation: string;
    /** Of an index: its table. */
    readonly table: string | null;
    readonly bytes: number;
  }[];
  /** Tables that were read from the first to the last row, also to build indexes. */
  readonly scanned: readonly string[];
  /** `null`: outside a transaction they are not counted. */
  readonly rows: { readonly inserted: number; readonly updated: number; readonly deleted: number } | null;
  /** Tables whose rows were written. */
  readonly written: readonly string[];
  /** For the whole server during the step. */
  readonly walBytes: number;
  /** By how much the database grew. */
  readonly sizeBytes: number;
}
