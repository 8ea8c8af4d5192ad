import type { Statement } from '../../sql/script/statement.ts';
import type { Lease } from '../../state/lease.ts';
import type { RevisionRecord } from '../../state/revision-record.ts';
import type { SeedRecord, SeedRun } from '../../state/seed.ts';
import type { LockTargets } from './database-observer.ts';
import type { Limits } from './limits.ts';
import type { ServerFailure } from './server-failure.ts';
import type { ServerNotice } from './server-notice.ts';

/** One try at one revision. */
export interface RevisionAttempt {
  readonly record: RevisionRecord;
  /** Names this try in the log. */
  readonly attemptId: string;
}

/** One revision in a transaction of its own. */
export interface TransactionUnit extends RevisionAttempt {
  readonly statements: readonly Statement[];
  readonly limits: Limits;
  /**
   * Statements (0-based) before which what is done is reported at once; otherwise that happens when the message ends.
   */
  readonly slow?: readonly number[];
}

/** Revisions that travel in one message. */
export interface BatchRequest {
  readonly units: readonly TransactionUnit[];
  /**
   * When given, nothing runs if a transaction older than `olderThanMs` holds a lock in the way: the outcome is
   * `blocked`.
   */
  readonly avoid?: { readonly targets: LockTargets; readonly olderThanMs: number };
  /**
   * Both 0-based; called in order, when the server reports the statement as done: often not before the message ends.
   */
  onStatement?(unit: number, statement: number): void;
  /** The unit is committed. */
  onUnit?(unit: number): void;
}

/** Units are committed in order; `failed` says which one was not and what the server said. Later ones never began. */
export type BatchOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'blocked'; readonly committed: number }
  | {
      readonly kind: 'failed';
      /** Number of units whose COMMIT was answered. */
      readonly committed: number;
      /**
       * Index of the failing statement in unit `committed`; absent when it was BEGIN, the record or COMMIT that failed.
       */
      readonly statement?: number;
      readonly failure: ServerFailure;
    };

/** The connection inside a data revision's transaction; `client` is the driver's own (`pg.Client`) for Drizzle. */
export interface RevisionSession {
  /** The rows are the caller's: nobody else has them. */
  execute(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<{
    readonly rows: Readonly<Record<string, unknown>>[];
    readonly rowCount: number | null;
    readonly command?: string;
  }>;
  /**
   * Runs `COPY … FROM STDIN` with these data, which are read as fast as the server accepts them. Resolves with the
   * number of rows. Throws what reading the data throws.
   */
  copyFrom(sql: string, data: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<number>;
  /** A value as it is sent as a parameter, as text. */
  textOf(value: unknown): string | null;
  /** Whether a cursor can outlive the transaction that made it; it cannot behind a pooler. */
  readonly keepsCursors: boolean;
  readonly client: unknown;
}

/**
 * Runs revisions in transactions that record them. What the server says about a revision's own statements is returned,
 * not thrown.
 */
export interface RevisionRunner {
  /**
   * Passes on the server's notices while a revision's own statement runs, in order with `onStatement` and `onUnit`. One
   * listener at a time.
   */
  hearNotices(listener: (notice: ServerNotice) => void): void;
  /** Runs units one after the other, each in a transaction with its record. */
  applyBatch(lease: Lease, request: BatchRequest): Promise<BatchOutcome>;
  /**
   * A data revision: `work` runs inside one transaction that ends with the record. Errors of `work` itself are thrown
   * as they are.
   */
  applyWork(
    lease: Lease,
    unit: Omit<TransactionUnit, 'statements'>,
    work: (session: RevisionSession) => Promise<void>,
  ): Promise<ServerFailure | undefined>;
  /** A data revision with `transaction=off`: every statement of `work` is its own transaction; nothing is recorded. */
  runWork(limits: Limits, work: (session: RevisionSession) => Promise<void>): Promise<ServerFailure | undefined>;
}

/** One run of one seed. */
export interface SeedUnit {
  readonly record: SeedRecord;
  /** Names this run in the log. */
  readonly attemptId: string;
  readonly limits: Limits;
}

/** Which seeds were run, and running them. */
export interface SeedStore {
  /** The last run of each seed, by name; none where the state has no seeds yet. */
  readSeeds(): Promise<readonly SeedRun[]>;
  /**
   * `work` runs inside one transaction that ends with the fence of the lease and the record. What the server refuses is
   * returned, errors of `work` itself are thrown as they are; in both cases nothing of it stays.
   */
  applySeed(
    lease: Lease,
    unit: SeedUnit,
    work: (session: RevisionSession) => Promise<void>,
  ): Promise<ServerFailure | undefined>;
}
