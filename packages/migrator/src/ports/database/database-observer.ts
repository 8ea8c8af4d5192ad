import type { QualifiedName } from '../../sql/names/qualified-name.ts';

/** Names (as PostgreSQL stores them) that statements mention, by how strong a lock they may take on them. */
export interface LockTargets {
  /** May need AccessExclusive: every lock of others is in the way. */
  readonly exclusive: readonly string[];
  /** Needs less: readers are not in the way. */
  readonly shared: readonly string[];
}

/** A holder of a conflicting lock, in a transaction older than the given age. */
export interface Blocker {
  /** 0 for a prepared transaction, which no session holds. */
  readonly pid: number;
  /** The name of a transaction that was prepared for a commit in two phases. */
  readonly prepared?: string;
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

/** The table that an index is on. */
export interface IndexTable extends Required<QualifiedName> {
  /** Whether the name is enough to find it, without the schema. */
  readonly visible: boolean;
}

/** The progress of a command, as the server reports it in `pg_stat_progress_create_index` and similar views. */
export interface ServerProgress {
  /** `CREATE INDEX CONCURRENTLY`, `VACUUM`, `CLUSTER`, `COPY FROM` … */
  readonly command: string;
  /** In the server's words: `building index: scanning table`. */
  readonly phase: string;
  readonly done: number;
  /** `null` where the server does not know. */
  readonly total: number | null;
  readonly unit: 'blocks' | 'tuples' | 'transactions' | 'bytes';
}

/** A session of Braid in the database, of whichever program. */
export interface RunnerSession {
  readonly pid: number;
  readonly application: string;
  /** `active`, `idle in transaction` … */
  readonly state: string;
  /** What it waits for, in the server's words: `Lock: relation`; `null` while it works. */
  readonly waitsFor: string | null;
  /** Its current statement without credentials; `null` when none runs, or the server hides it from this role. */
  readonly statement: string | null;
  readonly statementMs: number | null;
  /** Whom it waits for. */
  readonly blockers: readonly Blocker[];
  readonly progress: ServerProgress | null;
}

/** Shows who blocks whom, on connections that the run does not use. */
export interface DatabaseObserver {
  /** Sessions that hold a lock in the way, in transactions older than this; oldest first. */
  findBlockers(targets: LockTargets, olderThanMs: number): Promise<readonly Blocker[]>;
  /**
   * Whom the current statement on the main connection waits for now, asked on another one; empty where the server
   * cannot be asked (pooler).
   */
  whoBlocks(): Promise<readonly Blocker[]>;
  /**
   * How far the current statement on the main connection is, asked on another one; `undefined` where the server does
   * not say, or cannot be asked (pooler).
   */
  runningProgress(): Promise<ServerProgress | undefined>;
  /**
   * The tables of these indexes, in their order; `undefined` for what is not an index of this database. One round trip,
   * read-only.
   */
  tablesOfIndexes(indexes: readonly QualifiedName[]): Promise<readonly (IndexTable | undefined)[]>;
  /**
   * A text that differs whenever the state, the log, the lease or the batches have changed; it has no other meaning.
   * One round trip, read-only, and cheap however many revisions are applied.
   */
  readPulse(): Promise<string>;
  /** Other sessions of Braid in this database, and who is in their way. Read-only; for programs that watch. */
  readRunners(): Promise<readonly RunnerSession[]>;
  /** Asks the server to cancel what the main connection runs. Never throws. */
  cancel(): Promise<void>;
}
