/** A session that is connected to a database. */
export interface DatabaseSession {
  readonly pid: number;
  /** Empty when it says none. */
  readonly application: string;
  readonly user: string;
  /** Where it comes from; null for a socket. */
  readonly address: string | null;
}

/** A database that was made for a branch of git. */
export interface BranchDatabase {
  readonly name: string;
  readonly branch: string;
  /** The root of the workspace that it was made in: another clone of the repository has other branches. */
  readonly workspace: string;
  /** The database that it was cloned from. */
  readonly from: string;
  /** ISO 8601. */
  readonly created: string;
  /** On disk. */
  readonly bytes: number;
  readonly sessions: number;
}

export interface CloneRequest {
  readonly name: string;
  readonly from: string;
  readonly branch: string;
  readonly workspace: string;
  readonly created: string;
  /** End the sessions that are connected to `from`. */
  readonly endSessions: boolean;
}

/** The databases of a server, as a role that may create some. */
export interface ServerDatabases {
  /** The database of the main branch. */
  readonly base: string;
  /** Those that were made for branches, of this base, by name. */
  list(): Promise<readonly BranchDatabase[]>;
  /** Whether there is a database of this name. */
  exists(name: string): Promise<boolean>;
  /**
   * Clones a database, to which nobody may be connected. One that is there stays as it is, and is marked. Throws a
   * `DatabaseInUseError` that names who is connected.
   */
  clone(request: CloneRequest): Promise<{ readonly made: boolean }>;
  /** See `StateReader.readProtection`. */
  protectionOf(name: string): Promise<string | null>;
  /** Makes an empty database with the encoding, the locale and the owner of another one. */
  createLike(name: string, like: string): Promise<void>;
  /**
   * Gives `fresh` the name of another database, with all that was given to that name: its comment, settings and
   * privileges. The other one is called `kept` from then on. All or nothing; throws a `DatabaseInUseError`.
   */
  takePlace(fresh: string, name: string, kept: string): Promise<void>;
  /** Throws a `DatabaseInUseError`. */
  drop(name: string, endSessions: boolean): Promise<void>;
}

/** Provides the databases of the server that the chosen database is on. */
export type WithServerDatabases = <Result>(work: (server: ServerDatabases) => Promise<Result>) => Promise<Result>;
