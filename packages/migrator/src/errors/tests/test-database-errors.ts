import { MigratorError, type Outcome } from '../migrator-error.ts';

export type TestServerRefused =
  /** The server is on another machine. */
  | { readonly problem: 'remote'; readonly server: string; readonly source: string }
  /** The server belongs to a protected environment. */
  | { readonly problem: 'protected'; readonly server: string; readonly source: string; readonly environment: string }
  /** The role may not create databases. */
  | { readonly problem: 'cannot-create'; readonly server: string; readonly source: string };

/**
 * Test databases are not made on this server.
 * @cause `TEST_DATABASE_URL`, or the `url` of the call, names a server that is not on this machine, that a protected
 * environment of the configuration names, or on which the role may not create databases.
 * @repair Name a server for tests, or none to use the embedded PostgreSQL. Set `BRAID_TEST_ALLOW_REMOTE=1` to allow a
 * test server on another machine, such as a service container of CI; a protected one is never allowed.
 */
export class TestServerRefusedError extends MigratorError<TestServerRefused> {
  readonly code = 'test-server-refused';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: TestServerRefused) {
    super(facts, { message: `${refusal(facts)} No test database was created.`, hint: serverHint(facts) });
  }
}

function refusal(facts: TestServerRefused): string {
  const named = `${facts.server} (${facts.source})`;
  switch (facts.problem) {
    case 'remote':
      return `${named} is not on this machine.`;
    case 'protected':
      return `${named} belongs to the protected environment ${facts.environment}.`;
    case 'cannot-create':
      return `The role of ${named} may not create databases.`;
  }
}

function serverHint({ problem, source }: TestServerRefused): string {
  switch (problem) {
    case 'remote':
      return `If it is a server for tests: set BRAID_TEST_ALLOW_REMOTE=1. Without ${source}, Braid uses the embedded PostgreSQL.`;
    case 'protected':
      return `Name a server for tests in ${source}, or none to use the embedded PostgreSQL.`;
    case 'cannot-create':
      return 'Give the role CREATEDB: ALTER ROLE <role> CREATEDB';
  }
}

export interface TestDatabaseMisused {
  /**
   * `no-setup`: the tests run without the global setup; `not-open`: asked for before the tests began; `no-transaction`:
   * `client` is there with the isolation `test` only; `transaction-ended`: a test ended the transaction around it;
   * `at-once`: two tests at a time on one connection.
   */
  readonly problem: 'no-setup' | 'not-open' | 'no-transaction' | 'transaction-ended' | 'at-once';
}

const MISUSES: Readonly<Record<TestDatabaseMisused['problem'], readonly [message: string, hint: string]>> = {
  'no-setup': [
    'useDatabase() was called, but no test databases were prepared for this run.',
    "Add to vitest's configuration: globalSetup: ['@braid/migrator/vitest']",
  ],
  'not-open': [
    'The test database was used before it was ready.',
    'Use it in tests and hooks that run after those of useDatabase(), not while the file loads.',
  ],
  'no-transaction': [
    'The client with a transaction exists only inside tests, with the isolation "test".',
    "Call useDatabase({ isolation: 'test' }), or open your own connection: await database.connect()",
  ],
  'transaction-ended': [
    'The test ended the transaction around it, so what it committed is in the database for the tests that follow.',
    "Send BEGIN, COMMIT and ROLLBACK as separate statements, or use the isolation 'file'.",
  ],
  'at-once': [
    'Two tests of one file ran at the same time on one connection.',
    "Remove test.concurrent, or use the isolation 'file' and a connection for each test.",
  ],
};

/**
 * A test database is used in a way that cannot work.
 * @cause The global setup is missing in the configuration of the test runner, the database is used before it is open,
 * or a test with the isolation `test` ends its transaction or runs beside another one.
 * @repair Do what the message says.
 */
export class TestDatabaseMisusedError extends MigratorError<TestDatabaseMisused> {
  readonly code = 'test-database-misused';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: TestDatabaseMisused) {
    const [message, hint] = MISUSES[facts.problem];
    super(facts, { message, hint });
  }
}
