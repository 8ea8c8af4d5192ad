import type { TestDatabase, TestRunPlan, TestSeeds } from '../../ports/test-database.ts';
import { joinRun, type TestServer } from '../../wiring/test-databases/join-test-run.ts';
import type { TestRun, TestRunOptions } from '../../wiring/test-databases/open-test-run.ts';
import { withHints } from '../showing-hint.ts';
import { preparedRun } from './run-variable.ts';

export interface TestDatabaseOptions extends TestRunOptions {
  /** Seeds to run on it: `true` for all whose header says `test`, or their names. Default: none. */
  readonly seed?: TestSeeds | undefined;
}

/** The runs of this process; they end with it. */
const runs = new Map<string, Promise<TestRun>>();

/**
 * A new database with all heads applied, for one test or one file of tests; for Jest, node:test and any other runner.
 * The first call makes the template if the server does not have it; each call clones it, in 50 to 200 ms. After
 * `setUpTestDatabases` a call only clones, with the options given there.
 *
 * Close it after the tests. Databases left by a killed process are dropped at the next start.
 *
 * Throws a `TestServerRefusedError`, and errors of reading the workspace, reaching the server or running a revision.
 */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return await withHints(() => openSeeded(options));
}

async function openSeeded(options: TestDatabaseOptions): Promise<TestDatabase> {
  const database = await openClone(options);
  const { seed = false, root = preparedRun()?.root ?? process.cwd(), variables } = options;
  if (seed === false) return database;
  try {
    const { seedDatabase } = await import('../../wiring/test-databases/seed-database.ts');
    await seedDatabase(root, database.url, seed, variables);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openClone(options: TestRunOptions): Promise<TestDatabase> {
  const prepared = preparedRun();
  if (prepared !== undefined) return await cloneOf(prepared);
  const { root = process.cwd(), url = process.env.TEST_DATABASE_URL ?? '' } = options;
  const key = JSON.stringify([root, url]);
  const run = await open(key, options);
  try {
    return await run.clone();
  } catch (error) {
    if (!isMissing(error)) throw error;
    runs.delete(key);
    return await (await open(key, options)).clone();
  }
}

/** The connection to the server of a prepared run; it keeps no process alive. */
let joined: { readonly run: string; readonly server: Promise<TestServer> } | undefined;

async function cloneOf(plan: TestRunPlan): Promise<TestDatabase> {
  if (joined?.run !== plan.run) joined = { run: plan.run, server: joinRun(plan) };
  return await (await joined.server).clone(plan.base);
}

async function open(key: string, options: TestRunOptions): Promise<TestRun> {
  const opening = runs.get(key) ?? load(options);
  runs.set(key, opening);
  try {
    return await opening;
  } catch (error) {
    runs.delete(key);
    throw error;
  }
}

async function load(options: TestRunOptions): Promise<TestRun> {
  const { openTestRun } = await import('../../wiring/test-databases/open-test-run.ts');
  return await openTestRun(options);
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '3D000';
}
