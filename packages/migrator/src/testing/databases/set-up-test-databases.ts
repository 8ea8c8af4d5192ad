import type { TestRunOptions } from '../../wiring/test-databases/open-test-run.ts';
import { withHints } from '../showing-hint.ts';
import { RUN_VARIABLE } from './run-variable.ts';

/**
 * Prepares test databases once for all child processes: for the global setup of Jest or node:test. In the children,
 * `openTestDatabase()` only clones, and does not load the code that makes templates.
 *
 * Throws as `openTestDatabase` does.
 *
 * @returns a function that drops them all, for the global teardown
 */
export async function setUpTestDatabases(options: TestRunOptions = {}): Promise<() => Promise<void>> {
  const { openTestRun } = await import('../../wiring/test-databases/open-test-run.ts');
  const run = await withHints(() => openTestRun(options));
  process.env[RUN_VARIABLE] = JSON.stringify(await run.plan());
  return async () => {
    delete process.env[RUN_VARIABLE];
    await run.end();
  };
}
