import type { ClientLike } from './database/borrowed.ts';

/** The parts of a `pg.Client` that need no types of `pg`, which not every project installs. */
export interface TestClient extends ClientLike {
  query(
    sql: string,
    parameters?: unknown[],
  ): Promise<{ readonly rows: Record<string, unknown>[]; readonly rowCount: number | null }>;
  end(): Promise<void>;
}

/** Seeds to run on a test database: `true` for all whose header lists `test`, or their names. */
export type TestSeeds = boolean | readonly string[];

/** A transaction around a test. */
export interface TestTransaction<Client = TestClient> {
  /**
   * A connection inside the transaction: `BEGIN`, `COMMIT` and `ROLLBACK` sent over it become savepoints. It serves one
   * after the other, and `end()` closes it.
   */
  readonly client: Client;
  /**
   * Rolls everything back and closes the connection. Throws a `TestDatabaseMisusedError` if the transaction was ended
   * by other means than the savepoints: what was committed stays in the database.
   */
  end(): Promise<void>;
}

/** A database of one test, test file or worker: migrated, and not shared with others. */
export interface TestDatabase<Client = TestClient> {
  readonly name: string;
  /** With the password. */
  readonly url: string;
  /** A new connection, closed with the database. */
  connect(): Promise<Client>;
  /** Runs one statement (or several, without parameters) on its own connection; returns the rows. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Begins a transaction on its own connection, to roll back after a test. */
  begin(): Promise<TestTransaction<Client>>;
  /** Drops it, and ends open sessions. */
  close(): Promise<void>;
}

/** What the workers of a test run need to create databases, as JSON. */
export interface TestRunPlan {
  /** Eight hexadecimal digits. */
  readonly run: string;
  /** URL of a database of the server, with the password. */
  readonly serverUrl: string;
  /** The workspace. */
  readonly root: string;
  /** The database to clone. */
  readonly base: string;
}
