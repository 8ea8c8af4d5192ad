import type { MigratorError } from './errors/migrator-error.ts';
import type { Direction, Revision } from './revision/revision.ts';
import type { RevisionFile } from './revision/revision-file.ts';

export type { Borrowed, ClientLike, PoolLike } from './ports/borrowed.ts';
export type { Lease, LeaseAnswer, LeaseRequest } from './ports/lease.ts';
export type {
  AppliedGroup,
  BatchOutcome,
  BatchRequest,
  Blocker,
  CatalogTruth,
  DatabaseIdentity,
  HalfRunStep,
  Limits,
  LockTargets,
  MigrationDatabase,
  RevisionSession,
  TransactionUnit,
} from './ports/migration-database.ts';
export type {
  LiveCatalog,
  Proof,
  ProofCache,
  ProofRequest,
  ProofTarget,
  Prover,
  UnseededTable,
  WayBack,
} from './ports/proof.ts';
export type { ScratchDatabase, ScratchRow, ScratchServer, ScratchTemplate } from './ports/scratch.ts';
export type { ServerFailure } from './ports/server-failure.ts';
export type { ServerNotice } from './ports/server-notice.ts';
export type {
  LogAction,
  LogEntry,
  LogEvent,
  LogNote,
  LogQuery,
  RevisionRecord,
  StateChange,
} from './ports/state-change.ts';
export type { ColumnShape, ForeignKeyShape, TableShape, TypeShape } from './ports/table-shape.ts';

/** A folder with `slice.json`, a Drizzle schema and `migrations/`. Paths are relative to the workspace root, with `/`. */
export interface Slice {
  readonly label: string;
  readonly folder: string;
  readonly schema: string;
  readonly migrations: string;
  /** Who approves what reaches into the slice, as `@name`, `@organisation/team` or e-mail addresses. */
  readonly owners?: readonly string[];
}

/** Reads slices and revision files. Synchronous on purpose: several times less CPU than promises at 10,000 files. */
export interface Workspace {
  readonly root: string;
  readonly slices: readonly Slice[];
  /** All headers, sorted by slice and file name. Throws the typed error of the first broken header. */
  readHeaders(): readonly Revision[];
  /**
   * Reads every file whole: all that is wrong in headers and bodies, not only the first fault; for `check`.
   *
   * @param isSound knows contents, by checksum, whose body was found to be in order before: of those only the header is parsed
   */
  inspect(isSound?: (checksum: string) => boolean): Inspection;
  /** The checksum of a revision's file as it is now, without parsing it. */
  checksumOf(revision: Revision): string;
  /** The whole file of one revision. */
  readRevision(revision: Revision): RevisionFile;
}

/** What `inspect` found: the revisions whose headers could be read, and all faults. */
export interface Inspection {
  readonly revisions: readonly Revision[];
  readonly problems: readonly MigratorError[];
  /** By file: of what was read. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** A row of `braid.applied`. */
export interface AppliedRevision {
  readonly revision: string;
  readonly slice: string;
  readonly parents: readonly string[];
  /** Resolved ids, as they were when applied. */
  readonly dependencies: readonly string[];
  readonly checksum: string;
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly durationMs: number;
  readonly toolVersion: string;
  readonly runId: string;
}

/** A non-transactional revision that was begun and not finished. */
export interface HalfRun {
  readonly revision: string;
  readonly direction: Direction;
  /** Hashes of the statements that are known to be done, in order. */
  readonly doneStatements: readonly string[];
  /** Text of the statement whose outcome the catalog must tell, when one was under way. */
  readonly underWay?: string;
  readonly since: string;
}

export interface LeaseHolder {
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
  readonly expiresAt: string;
  /** By the database's clock: the holder has not sent a heartbeat for the length of its lease. */
  readonly expired: boolean;
  /** What it runs, for people: `upgrade heads`. */
  readonly runs: string;
}

export interface DatabaseState {
  /** False when the state schema does not exist yet: nothing was ever applied. */
  readonly initialized: boolean;
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedRevision[];
  readonly halfRuns: readonly HalfRun[];
  readonly holder?: LeaseHolder;
}

/** Why and where a command talks to a database; safe to print. */
export interface DatabaseTarget {
  /** `postgres://user@host:port/database`, never with a password. */
  readonly display: string;
  /** `--url`, `DATABASE_URL`, `SERVICE_CONFIG_PATH`, `env staging`, `embedded`. */
  readonly source: string;
}

/** What `migrate db status` shows of the embedded server; without a secret. */
export interface EmbeddedStatus {
  /** `absent`: no cluster yet. `starting`: a process makes, starts or stops it right now. */
  readonly state: 'absent' | 'stopped' | 'starting' | 'running';
  /** Where the cluster lies. */
  readonly home: string;
  /** The cluster's major version. */
  readonly major?: number;
  readonly port?: number;
  /** The postmaster's. */
  readonly pid?: number;
  /** ISO 8601. */
  readonly startedAt?: string;
}

/** The embedded PostgreSQL of the workspace, for `migrate db`. */
export interface EmbeddedControl {
  /** Starts it, or joins it, and keeps it until `stop`. */
  start(): Promise<EmbeddedStatus>;
  /** False when it did not run. */
  stop(): Promise<boolean>;
  status(): Promise<EmbeddedStatus>;
  /** With the password. Starts the server. */
  url(): Promise<string>;
  /** Stops it and deletes all its data. */
  reset(): Promise<void>;
}

/** The clock and the dice, passed in so that the core has none. */
export interface Ambient {
  now(): Date;
  randomBytes(length: number): Uint8Array;
}
