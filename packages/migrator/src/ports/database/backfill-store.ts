import type { StatementText } from '../../sql/script/statement.ts';
import type { BackfillState, FailedKey } from '../../state/backfill-state.ts';
import type { Lease, LeaseRequest } from '../../state/lease.ts';
import type { BatchMinute, LogQuery } from '../../state/log.ts';
import type { Pressure, PressureRequest } from '../../state/pressure.ts';
import type { HalfRunStore } from './half-run-store.ts';
import type { Limits } from './limits.ts';
import type { RevisionAttempt, RevisionSession } from './revision-runner.ts';
import type { ServerFailure } from './server-failure.ts';

/** A table and its key, as the catalog has them. */
export interface BatchKey {
  /** With its schema, quoted where that is needed. */
  readonly table: string;
  /** Quoted where that is needed. */
  readonly columns: readonly string[];
  /** Of the columns, as SQL writes them: `bigint`. */
  readonly types: readonly string[];
  /** Names of the base types in `pg_type`; `e` for every enum. */
  readonly bases: readonly string[];
  /** Triggers that may change the key of rows. */
  readonly unread?: readonly string[];
}

/** What runs in a batch: statements whose bounds have their values, or code, which may say how many rows it changed. */
export type BatchWork = readonly StatementText[] | ((session: RevisionSession) => Promise<number | undefined>);

/** Why rows cannot be walked by a key. */
export type BatchKeyProblem =
  | { readonly problem: 'no-table' }
  /** A view, a foreign table and the like. */
  | { readonly problem: 'not-a-table'; readonly kind: string }
  | { readonly problem: 'no-column'; readonly column: string }
  | { readonly problem: 'nullable'; readonly column: string }
  /** Its values follow from other columns, and change when these do. */
  | { readonly problem: 'generated'; readonly column: string }
  /** Its values as text may not be read as the same values again. */
  | { readonly problem: 'type'; readonly column: string; readonly type: string }
  /** It changes the key of rows that are updated. */
  | { readonly problem: 'trigger'; readonly trigger: string }
  /** Policies decide which rows this role sees: those that it does not see would never be done. */
  | { readonly problem: 'row-security'; readonly role: string }
  | { readonly problem: 'no-index' };

/** What is written down together with the rows of a batch: how far it came, or that a key left out before is done. */
export type BatchMark =
  | {
      readonly kind: 'cursor';
      /** The last key of the batch before; absent for the first one. */
      readonly after?: readonly string[];
      /** The last key of the batch. */
      readonly to: readonly string[];
      /** Rows walked over. */
      readonly keys: number;
      /** Rows that the next batch should have. */
      readonly nextSize: number;
      /** Milliseconds since the batch before. */
      readonly busyMs: number;
    }
  | {
      readonly kind: 'retried';
      readonly key: readonly string[];
      /** How far the batches came, as of a batch. */
      readonly after?: readonly string[];
    }
  /** A step of code that is no batch: what its half run remembers before and after it. */
  | { readonly kind: 'step'; readonly before: readonly string[]; readonly done: readonly string[] };

/** `rows`: how many the statements changed, as they said. */
export type BatchResult =
  | { readonly kind: 'done'; readonly rows: number }
  | { readonly kind: 'failed'; readonly failure: ServerFailure; readonly statement?: number };

export type PressureAnswer = Pressure | { readonly failure: ServerFailure };

/** The last key of a batch, and how many rows it has. */
export interface NextBatch {
  readonly keys: number;
  readonly to: readonly string[];
  /** Nobody else is at work on the server, as far as this role can tell. */
  readonly isAlone?: boolean;
}

/** Rows of a table, batch by batch; how far they came is committed with each batch. */
export interface BackfillStore {
  /** Looks up the table (as SQL writes it) and its key (as PostgreSQL stores the names). */
  readBatchKey(table: string, key: readonly string[]): Promise<BatchKey | BatchKeyProblem>;
  /**
   * Begins, or continues with, the batches of a revision: the first and the last key are fixed when they begin.
   *
   * @param done the half run's `doneStatements` from here on, whose last one names what runs in batches
   */
  beginBackfill(
    lease: Lease,
    attempt: RevisionAttempt,
    done: readonly string[],
    key: BatchKey,
    size: number,
  ): Promise<BackfillState>;
  /**
   * Transactions that were writing to the table when this was first asked (`since` undefined), of `since` those that
   * still do: rows of theirs cannot be seen yet.
   */
  writersOf(key: BatchKey, since?: readonly string[]): Promise<readonly string[]>;
  /**
   * The last key of the next `size` rows, found by the index alone, and how many there are; none at the end.
   *
   * @param where counts only rows for which it holds
   */
  nextBatch(
    key: BatchKey,
    state: BackfillState,
    size: number,
    where?: { readonly condition: string; readonly limits: Limits },
  ): Promise<NextBatch | undefined | { readonly failure: ServerFailure }>;
  /**
   * A key that comes before `values` (the first one where there are none), and no row between them: of the row before,
   * otherwise a value of the type. None where there is no such value; an empty one where there are no rows.
   */
  keyBelow(key: BatchKey, values?: readonly string[]): Promise<readonly string[] | undefined>;
  /**
   * Runs the work, and commits it with the mark. What code throws itself is thrown. The server need not have written
   * the commit to its disk: when it crashes, rows and mark are lost together. Throws `ConnectionLostError` when the
   * batches did not come as far as `mark` says that they did before.
   */
  runBatch(
    lease: Lease,
    attempt: RevisionAttempt,
    work: BatchWork,
    mark: BatchMark,
    limits: Limits,
  ): Promise<BatchResult>;
  /** Leaves out one key after the cursor `after`, and keeps why. Throws as `runBatch` does. */
  skipKey(lease: Lease, attempt: RevisionAttempt, failed: FailedKey, after?: readonly string[]): Promise<void>;
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
  /**
   * Runs code that changes nothing: the transaction is read-only. What the code throws itself is thrown. What it does
   * `aside` is outside that transaction, which is ended before and begun again after it.
   */
  readWork(
    limits: Limits,
    work: (session: RevisionSession, aside: <Result>(own: () => Promise<Result>) => Promise<Result>) => Promise<void>,
  ): Promise<ServerFailure | undefined>;
  /** How busy the server is, asked on a session of its own. Throws when that cannot be opened. */
  readPressure(request: PressureRequest): Promise<PressureAnswer>;
  /** Keeps why the batches wait; `undefined` when they continue. */
  notePause(lease: Lease, attempt: RevisionAttempt, reason: string | undefined): Promise<void>;
  /** Batches summed by minute, newest first; `limit` minutes at most. */
  readBatchMinutes(query: LogQuery): Promise<readonly BatchMinute[]>;
  /** Those that are not finished; empty where none ever began. */
  readBackfills(): Promise<readonly BackfillState[]>;
}

/** What somebody orders of batches in the background. */
export type BackfillOrder =
  | { readonly kind: 'pause' | 'resume' | 'retry' }
  /** Rows that the next batch should have. */
  | { readonly kind: 'size'; readonly size: number }
  /** They end where they are. The log keeps it. */
  | { readonly kind: 'cancel'; readonly slice: string; readonly reason: string };

/** What is ordered, as a worker sees it. */
export interface Claim {
  readonly wanted: 'run' | 'pause';
  readonly size?: number;
}

/** Batches in the background: their revision is applied, and the worker that claims them runs them. */
export interface BackgroundStore {
  /** Records a revision, and that its batches are to be run. */
  registerBackfill(lease: Lease, attempt: RevisionAttempt, mark: string, key: BatchKey, size: number): Promise<void>;
  /** The right to run them; `undefined` while another worker has it, or nobody should have it. */
  claimBackfill(revision: string, request: LeaseRequest): Promise<Lease | undefined>;
  /** A sign of life, on a connection of its own; `undefined` when the claim is lost. */
  renewClaim(revision: string, claim: Lease): Promise<Claim | undefined>;
  /** Gives them to others; with `failure` only when somebody orders `retry`. */
  releaseClaim(revision: string, claim: Lease, failure?: string): Promise<void>;
  /** Whether there are such batches. A cancelled revision stays applied. */
  orderBackfill(revision: string, order: BackfillOrder, by: LeaseRequest): Promise<boolean>;
  /** Connects again after the connection was lost; every claim has to be made again. */
  reopen(): Promise<void>;
  /** Whether the last that was heard of the batches of a revision is that they were cancelled. */
  wasCancelled(revision: string): Promise<boolean>;
  /** The same as without, where a claim takes the place of the lease. */
  readonly claimed: BackfillStore & Pick<HalfRunStore, 'finishHalfRun'>;
}
