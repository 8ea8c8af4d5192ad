import type { DatabaseState, DatabaseTarget } from '../ports.ts';
import type { StatementKind } from '../sql/kind/statement-kind.ts';
import type { Statement } from '../sql/script/statement.ts';
import type { Lease, LeaseAnswer, LeaseRequest } from './lease.ts';
import type { ServerFailure } from './server-failure.ts';
import type { ServerNotice } from './server-notice.ts';
import type { LogEntry, LogNote, LogQuery, RevisionRecord, StateChange } from './state-change.ts';

/** Milliseconds; 0 means no limit; what is absent is left as the session has it. */
export interface Limits {
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
}

/** One revision in a transaction of its own. */
export interface TransactionUnit {
  readonly record: RevisionRecord;
  /** Names this try in the log. */
  readonly attemptId: string;
  readonly statements: readonly Statement[];
  readonly limits: Limits;
  /** Statements (0-based) before which to tell what is done, which else is told when the message ends. */
  readonly slow?: readonly number[];
}

/** Names (as PostgreSQL stores them) that statements mention, by how strong a lock they may take on them. */
export interface LockTargets {
  /** May need AccessExclusive: every lock of others is in the way. */
  readonly exclusive: readonly string[];
  /** Needs less: readers are not in the way. */
  readonly shared: readonly string[];
}

/** Which database it is, however it was reached. */
export interface DatabaseIdentity {
  readonly name: string;
  /** SHA-256 (hex) of the cluster's own number (where the role may read it), the database's number and its name. */
  readonly identity: string;
}

/** A session that holds a lock in the way, in a transaction older than asked for. */
export interface Blocker {
  readonly pid: number;
  readonly relation: string;
  /** `AccessShareLock` … */
  readonly mode: string;
  readonly ageMs: number;
  readonly user?: string;
  readonly application?: string;
  /** `active`, `idle in transaction` … */
  readonly state?: string;
  /** Absent when the server hides it from this role (needs `pg_monitor` or `pg_read_all_stats`). */
  readonly query?: string;
}

export interface BatchRequest {
  readonly units: readonly TransactionUnit[];
  /** When given, nothing runs if a transaction older than `olderThanMs` holds a lock in the way: the outcome is `blocked`. */
  readonly avoid?: { readonly targets: LockTargets; readonly olderThanMs: number };
  onStatement?(unit: number, statement: number): void;
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
      /** Index of the failing statement in unit `committed`; absent when it was BEGIN, the record or COMMIT that failed. */
      readonly statement?: number;
      readonly failure: ServerFailure;
    };

/** One try at a `transaction=off` section. */
export interface HalfRunStep {
  readonly record: RevisionRecord;
  readonly attemptId: string;
}

/** What the catalog tells about a statement that may or may not have run. */
export type CatalogTruth =
  | { readonly state: 'done' }
  | { readonly state: 'not-run' }
  /** Half there: run `cleanup`, each alone; then the statement again when `rerun`, else it is done. */
  | { readonly state: 'half'; readonly cleanup: readonly string[]; readonly rerun: boolean; readonly what: string }
  /** Another session (mostly: the one whose client died) still works on it. */
  | { readonly state: 'in-progress'; readonly pid: number }
  | { readonly state: 'unknown' };

/** The connection inside a data revision's transaction; `client` is the driver's own (`pg.Client`) for Drizzle. */
export interface RevisionSession {
  execute(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly rowCount: number | null }>;
  readonly client: unknown;
}

/**
 * The applied revisions of one slice that one role applied, column by column: at 10,000 revisions a row for each would cost more than building
 * the graph. `appliedAt[i]` belongs to `revisions[i]`.
 */
export interface AppliedGroup {
  readonly slice: string;
  readonly appliedBy: string;
  readonly revisions: readonly string[];
  /** ISO 8601 in UTC. */
  readonly appliedAt: readonly string[];
}

/**
 * A database with revisions in it. Methods that run a revision's own statements return what the server said; everything else throws a typed
 * error of `errors/database-errors.ts`, `ConnectionLostError` among them. One call at a time, but for `renewLease`, `cancel` and `whoBlocks`,
 * which use connections of their own.
 */
export interface MigrationDatabase {
  readonly target: DatabaseTarget;
  /** Connects when not connected. One round trip, read-only, also right where nothing exists yet. */
  readState(): Promise<DatabaseState>;
  /** As `readState`, but only what is applied, in the few bytes that tell where the database stands; nothing where nothing exists yet. */
  readApplied(): Promise<readonly AppliedGroup[]>;
  /** One round trip, read-only. */
  readIdentity(): Promise<DatabaseIdentity>;
  /** Throws when the server cannot be changed (standby, read-only, too old, wrong encoding). Call after `readState`; no round trip. */
  requireWritable(): void;
  /** Creates the state schema and its objects; idempotent, safe when many do it at once. */
  ensureState(): Promise<void>;

  acquireLease(request: LeaseRequest): Promise<LeaseAnswer>;
  /** On a second connection, opened when first needed. False when the lease is lost. */
  renewLease(lease: Lease): Promise<boolean>;
  /** Writes the run's last log row and frees the lease in one transaction. A lease that was lost is left alone. */
  releaseLease(lease: Lease, last: LogNote): Promise<void>;
  /** Connects anew, gets a new token for the same run (so that the old session can commit nothing more) and reads the state. */
  reconnect(lease: Lease): Promise<LeaseAnswer>;

  /** Tells what the server remarks while a revision's own statement runs, in order with `onStatement` and `onUnit`. One listener at a time. */
  hearNotices(listener: (notice: ServerNotice) => void): void;
  applyBatch(lease: Lease, request: BatchRequest): Promise<BatchOutcome>;
  /** A data revision: `work` runs inside one transaction that ends with the record. Errors of `work` itself are thrown as they are. */
  applyWork(
    lease: Lease,
    unit: Omit<TransactionUnit, 'statements'>,
    work: (session: RevisionSession) => Promise<void>,
  ): Promise<ServerFailure | undefined>;
  /** A data revision with `transaction=off`: every statement of `work` is its own transaction; nothing is recorded. */
  runWork(limits: Limits, work: (session: RevisionSession) => Promise<void>): Promise<ServerFailure | undefined>;

  /** Runs one statement and its checkpoint in one transaction. */
  runChecked(
    lease: Lease,
    step: HalfRunStep,
    statement: Statement,
    hash: string,
    limits: Limits,
  ): Promise<ServerFailure | undefined>;
  /** Runs one statement alone, outside any transaction. */
  runAlone(statement: Statement, limits: Limits): Promise<ServerFailure | undefined>;
  /** Begins (or goes on with) a half run, noting the text of the statement that is about to run alone, if any. Logs `started` when there is none. */
  noteIntent(lease: Lease, step: HalfRunStep, sql: string | undefined): Promise<void>;
  noteDone(lease: Lease, step: HalfRunStep, hash: string): Promise<void>;
  /** The statement under way had no effect that is left. */
  clearIntent(lease: Lease, step: HalfRunStep): Promise<void>;
  /** Records the revision and forgets its half run, in one transaction. */
  finishHalfRun(lease: Lease, step: HalfRunStep): Promise<void>;
  catalogTruth(kind: StatementKind): Promise<CatalogTruth>;

  findBlockers(targets: LockTargets, olderThanMs: number): Promise<readonly Blocker[]>;
  /** Whom the statement under way on the main connection waits for now, asked on another one; empty where the server cannot be asked (pooler). */
  whoBlocks(): Promise<readonly Blocker[]>;
  /** Asks the server to cancel what the main connection runs. Never throws. */
  cancel(): Promise<void>;

  /** Rewrites the state without running anything, in one transaction; every change is logged with the reason. */
  changeState(
    lease: Lease,
    action: 'stamp' | 'repair',
    changes: readonly StateChange[],
    reason?: string,
  ): Promise<void>;
  /** Writes log rows in a transaction of their own. */
  appendLog(lease: Lease, notes: readonly LogNote[]): Promise<void>;
  /** Newest first; empty where nothing exists yet. */
  readLog(query: LogQuery): Promise<readonly LogEntry[]>;
  close(): Promise<void>;
}
