import type { StatementText } from '../../sql/script/statement.ts';
import type { BackfillState, FailedKey } from '../../state/backfill-state.ts';
import type { Lease } from '../../state/lease.ts';
import type { Limits } from './limits.ts';
import type { RevisionAttempt } from './revision-runner.ts';
import type { ServerFailure } from './server-failure.ts';

/** A table and its key, as the catalog has them. */
export interface BatchKey {
  /** With its schema, quoted where that is needed. */
  readonly table: string;
  /** Quoted where that is needed. */
  readonly columns: readonly string[];
  /** Of the columns, as SQL writes them: `bigint`. */
  readonly types: readonly string[];
}

/** Why rows cannot be walked by a key. */
export type BatchKeyProblem =
  | { readonly problem: 'no-table' }
  /** A view, a foreign table and the like. */
  | { readonly problem: 'not-a-table'; readonly kind: string }
  | { readonly problem: 'no-column'; readonly column: string }
  | { readonly problem: 'nullable'; readonly column: string }
  /** Its values as text may not be read as the same values again. */
  | { readonly problem: 'type'; readonly column: string; readonly type: string }
  | { readonly problem: 'no-index' };

/** What is written down together with the rows of a batch: how far it came, or that a key left out before is done. */
export type BatchMark =
  | {
      readonly kind: 'cursor';
      /** The last key of the batch. */
      readonly to: readonly string[];
      /** Rows walked over. */
      readonly keys: number;
      /** Rows that the next batch shall have. */
      readonly nextSize: number;
      /** Milliseconds since the batch before. */
      readonly busyMs: number;
    }
  | { readonly kind: 'retried'; readonly key: readonly string[] };

/** `rows`: how many the statements changed, as they said. */
export type BatchResult =
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'failed'; readonly failure: ServerFailure; readonly statement?: number };

/** Rows of a table, batch by batch; how far they came is committed with each batch. */
export interface BackfillStore {
  /** Looks up the table (as SQL writes it) and its key (as PostgreSQL stores the names). */
  readBatchKey(table: string, key: readonly string[]): Promise<BatchKey | BatchKeyProblem>;
  /**
   * Begins, or goes on with, the batches of a revision: the last key is fixed when they begin.
   *
   * @param mark names the statements; kept as the first of the half run's `doneStatements`
   */
  beginBackfill(
    lease: Lease,
    attempt: RevisionAttempt,
    mark: string,
    key: BatchKey,
    size: number,
  ): Promise<BackfillState>;
  /**
   * Transactions that were writing to the table when this was first asked (`since` undefined), of `since` those that
   * still do: rows of theirs may have keys below the last one, and cannot be seen yet.
   */
  writersOf(key: BatchKey, since?: readonly string[]): Promise<readonly string[]>;
  /** The last key of the next `size` rows, found by the index alone, and how many there are; none at the end. */
  nextBatch(
    key: BatchKey,
    state: BackfillState,
    size: number,
  ): Promise<{ readonly keys: number; readonly to: readonly string[] } | undefined>;
  /** Runs statements whose bounds have their values, and commits them with the mark. */
  runBatch(
    lease: Lease,
    attempt: RevisionAttempt,
    statements: readonly StatementText[],
    mark: BatchMark,
    limits: Limits,
  ): Promise<BatchResult>;
  /** Leaves out one key, and keeps why. */
  skipKey(lease: Lease, attempt: RevisionAttempt, failed: FailedKey): Promise<void>;
  /** Some keys up to the last one for which a condition does not hold. */
  keysWithout(
    key: BatchKey,
    state: BackfillState,
    condition: string,
    limits: Limits,
  ): Promise<{ readonly keys: readonly (readonly string[])[] } | { readonly failure: ServerFailure }>;
  /** The value that a query of one value answers; null where it has no row. */
  readValue(
    query: string,
    limits: Limits,
  ): Promise<{ readonly value: string | null } | { readonly failure: ServerFailure }>;
  /** Those that are not finished; empty where none ever began. */
  readBackfills(): Promise<readonly BackfillState[]>;
}
