/** A session that is connected to a database. */
export interface DatabaseSession {
  readonly pid: number;
  /** Empty if it sets none. */
  readonly application: string;
  readonly user: string;
  /** The address of the client; null for a Unix socket. */
  readonly address: string | null;
}

/** A database that was created for a git branch. */
export interface BranchDatabase {
  readonly name: string;
  readonly branch: string;
  /** The root of its workspace: another clone of the repository has other branches. */
  readonly workspace: string;
  /** The database that it was cloned from. */
  readonly from: string;
  /** ISO 8601. */
  readonly created: string;
  /** Size on disk, in bytes. */
  readonly bytes: number;
  readonly sessions: number;
}

export interface CloneRequest {
  readonly name: string;
  readonly from: string;
  readonly branch: string;
  readonly workspace: string;
  readonly created: string;
  /** End sessions that are connected to `from`. */
  readonly endSessions: boolean;
}

/** The databases of a server, for a role that may create databases. */
export interface ServerDatabases {
  /** The database of the main branch. */
  readonly base: string;
  /** Databases that were created for branches from this base, by name. */
  list(): Promise<readonly BranchDatabase[]>;
  /** Whether a database with this name exists. */
  exists(name: string): Promise<boolean>;
  /**
   * Clones a database, which must have no sessions. An existing clone stays as it is, and is marked. Throws a
   * `DatabaseInUseError` that names the sessions.
   */
  clone(request: CloneRequest): Promise<{ readonly made: boolean }>;
  /** See `StateReader.readProtection`. */
  protectionOf(name: string): Promise<string | null>;
  /** Creates an empty database with the encoding, the locale and the owner of another one. */
  createLike(name: string, like: string): Promise<void>;
  /**
   * Gives `fresh` the name of another database, and its comment, settings and privileges. The other one gets the name
   * `kept`. All or nothing; throws a `DatabaseInUseError`.
   */
  takePlace(fresh: string, name: string, kept: string): Promise<void>;
  /** Throws a `DatabaseInUseError`. */
  drop(name: string, endSessions: boolean): Promise<void>;
}

/** Provides the databases of the chosen database's server. */
export type WithServerDatabases = <Result>(work: (server: ServerDatabases) => Promise<Result>) => Promise<Result>;
