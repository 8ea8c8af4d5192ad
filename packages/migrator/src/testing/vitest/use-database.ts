import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { TestDatabaseMisusedError } from '../../errors/tests/test-database-errors.ts';
import type { TestDatabase, TestTransaction } from '../../ports/test-database.ts';
import { joinRun } from '../../wiring/test-databases/join-test-run.ts';

export interface UseDatabaseOptions {
  /**
   * Who shares a database. `file` (default): the tests of one file. `worker`: all files that a worker of vitest runs,
   * one after the other. `test`: nobody; what a test does over `client` is rolled back after it.
   */
  readonly isolation?: 'test' | 'file' | 'worker' | undefined;
}

/** The database of the running test. Ask for it in tests and hooks, not while the file loads. */
export interface UsedDatabase extends Pick<TestDatabase, 'name' | 'url' | 'connect' | 'query'> {
  /** With the isolation `test`: the connection whose work is rolled back after the test. */
  readonly client: Client;
}

/**
 * Gives the tests of this file a migrated database. Call it at the top of a test file, or of a `describe`.
 *
 * Throws a `TestDatabaseMisusedError` in the hooks when vitest's configuration has no `globalSetup` of Braid.
 */
export function useDatabase({ isolation = 'file' }: UseDatabaseOptions = {}): UsedDatabase {
  let database: TestDatabase | undefined;
  let transaction: TestTransaction | undefined;
  let leave: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const plan = inject('braid');
    if (plan === undefined) throw new TestDatabaseMisusedError({ problem: 'no-setup' });
    const server = await joinRun(plan);
    leave = () => server.disconnect();
    if (isolation !== 'worker') {
      database = await server.clone(plan.base);
      return;
    }
    const name = `braid_test_${plan.run}_${poolPart()}`;
    if (!(await server.has(name))) await server.copy(plan.base, poolPart());
    database = server.open(name);
  });
  afterAll(async () => {
    await database?.close();
    await leave?.();
  });

  if (isolation === 'test') {
    beforeEach(async () => {
      if (transaction !== undefined) throw new TestDatabaseMisusedError({ problem: 'at-once' });
      transaction = await opened(database).begin();
    });
    afterEach(async () => {
      const ending = transaction;
      transaction = undefined;
      await ending?.end();
    });
  }

  return {
    get name() {
      return opened(database).name;
    },
    get url() {
      return opened(database).url;
    },
    get client() {
      if (transaction === undefined) throw new TestDatabaseMisusedError({ problem: 'no-transaction' });
      return transaction.client;
    },
    connect: () => opened(database).connect(),
    query: (sql, parameters) => opened(database).query(sql, parameters),
  };
}

function opened(database: TestDatabase | undefined): TestDatabase {
  if (database === undefined) throw new TestDatabaseMisusedError({ problem: 'not-open' });
  return database;
}

/** One worker at a time has this number. */
function poolPart(): string {
  return `worker${process.env.VITEST_POOL_ID ?? '0'}`;
}
