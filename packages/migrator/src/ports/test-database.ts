import type { ClientLike } from './database/borrowed.ts';

/** A `pg.Client`, as far as the types of `pg` are not needed: not everybody who draws graphs in tests has them. */
export interface TestClient extends ClientLike {
  query(
    sql: string,
    parameters?: unknown[],
  ): Promise<{ readonly rows: Record<string, unknown>[]; readonly rowCount: number | null }>;
  end(): Promise<void>;
}

/** Seeds that are run on a test database: `true` for all whose header says `test`, or their names. */
export type TestSeeds = boolean | readonly string[];

/** A transaction around a test. */
export interface TestTransaction<Client = TestClient> {
  /**
   * A connection inside the transaction: `BEGIN`, `COMMIT` and `ROLLBACK` sent over it become savepoints. It serves one
   * after the other, and `end()` closes it.
   */
  readonly client: Client;
  /**
   * Rolls everything back and closes the connection. Throws a `TestDatabaseMisusedError` when the transaction was ended
   * past the savepoints: what was committed stays in the database.
   */
  end(): Promise<void>;
}

/** A database of one test, test file or worker: migrated, and not shared with others. */
export interface TestDatabase<Client = TestClient> {
  readonly name: string;
  /** With its password. */
  readonly url: string;
  /** A new connection, closed with the database. */
  connect(): Promise<Client>;
  /** One statement (or several, without parameters) on a connection of its own; the rows. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Begins a transaction on a connection of its own, to be rolled back after a test. */
  begin(): Promise<TestTransaction<Client>>;
  /** Drops it, and ends open sessions. */
  close(): Promise<void>;
}

/** What workers of a test run need to make databases: as JSON. */
export interface TestRunPlan {
  /** Eight hexadecimal digits. */
  readonly run: string;
  /** Of a database of the server, with its password. */
  readonly serverUrl: string;
  /** The workspace. */
  readonly root: string;
  /** The database that is cloned. */
  readonly base: string;
}
