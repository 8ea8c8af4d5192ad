import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { type TestDatabaseMisused, TestDatabaseMisusedError } from '../../errors/tests/test-database-errors.ts';
import type { TestDatabase, TestSeeds, TestTransaction } from '../../ports/test-database.ts';
import { joinRun } from '../../wiring/test-databases/join-test-run.ts';
import { showingHint, withHints } from '../showing-hint.ts';

export interface UseDatabaseOptions {
  /**
   * Which tests share a database. `file` (default): the tests of one file. `worker`: all files that a worker of vitest
   * runs, one after the other. `test`: none; the work of a test over `client` is rolled back after it.
   */
  readonly isolation?: 'test' | 'file' | 'worker' | undefined;
  /** Seeds that are in it: `true` for all whose header says `test`, or their names. Default: none. */
  readonly seed?: TestSeeds | undefined;
}

/** Seeds and a busy machine take longer than the ten seconds that vitest gives a hook. */
const MAKING_MS = 120_000;

/** The database of the running test. Ask for it in tests and hooks, not while the file loads. */
export interface UsedDatabase extends Pick<TestDatabase<Client>, 'name' | 'url' | 'connect' | 'query'> {
  /** With the isolation `test`: the connection whose work is rolled back after the test. */
  readonly client: Client;
}

/**
 * Provides the tests of this file with a migrated database. Call it at the top of a test file, or of a `describe`.
 *
 * Throws a `TestDatabaseMisusedError` in the hooks when vitest's configuration has no `globalSetup` of Braid.
 */
export function useDatabase({ isolation = 'file', seed = false }: UseDatabaseOptions = {}): UsedDatabase {
  let database: TestDatabase<Client> | undefined;
  let transaction: TestTransaction<Client> | undefined;
  let leave: (() => Promise<void>) | undefined;

  const prepare = async (): Promise<void> => {
    const plan = inject('braid');
    if (plan === undefined) throw misused('no-setup');
    const server = await joinRun(plan);
    leave = () => server.disconnect();
    const base = seed === false ? plan.base : await (await loadSeeds()).seededBase(server, plan, seed);
    if (isolation !== 'worker') {
      database = await server.clone(base);
      return;
    }
    const part = base === plan.base ? poolPart() : `${poolPart()}_${base.slice(-16)}`;
    if (!(await server.has(server.nameOf(part)))) await server.copy(base, part);
    database = server.open(server.nameOf(part));
  };
  beforeAll(() => withHints(prepare), MAKING_MS);
  afterAll(async () => {
    await database?.close();
    await leave?.();
  });

  if (isolation === 'test') {
    beforeEach(async () => {
      if (transaction !== undefined) throw misused('at-once');
      transaction = await opened(database).begin();
    });
    afterEach(async () => {
      const ending = transaction;
      transaction = undefined;
      await withHints(async () => ending?.end());
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
      if (transaction === undefined) throw misused('no-transaction');
      return transaction.client;
    },
    connect: () => withHints(async () => await opened(database).connect()),
    query: (sql, parameters) => withHints(async () => await opened(database).query(sql, parameters)),
  };
}

function opened(database: TestDatabase<Client> | undefined): TestDatabase<Client> {
  if (database === undefined) throw misused('not-open');
  return database;
}

function misused(problem: TestDatabaseMisused['problem']): unknown {
  return showingHint(new TestDatabaseMisusedError({ problem }));
}

/** The code that makes them is large, and most files need none. */
async function loadSeeds() {
  return await import('../../wiring/test-databases/seed-database.ts');
}

/** One worker at a time has this number. */
function poolPart(): string {
  return `worker${process.env.VITEST_POOL_ID ?? '0'}`;
}
