import type { TestProject } from 'vitest/node';
import type { TestRunPlan } from '../../ports/test-database.ts';
import type { TestRun, TestRunOptions } from '../../wiring/test-databases/open-test-run.ts';
import { showingHint, withHints } from '../showing-hint.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `useDatabase()` finds the test databases of this run. */
    braid: TestRunPlan;
  }
}

/**
 * A global setup for vitest with options: `export default testDatabases({ root: '../..' })` in a file of `globalSetup`.
 * It makes the template once, looks for changed revisions before vitest runs tests again, and drops everything at the
 * end.
 */
export function testDatabases(options: TestRunOptions = {}): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    let current: TestRun | undefined;
    const end = async (): Promise<void> => {
      const ending = current;
      current = undefined;
      await ending?.end();
    };
    const begin = async (): Promise<void> => {
      await end();
      // Workers load this file, too, and do not need the code that makes templates.
      const { openTestRun } = await import('../../wiring/test-databases/open-test-run.ts');
      current = await openTestRun({ root: project.config.root, ...options });
      project.provide('braid', await current.plan());
    };
    project.onTestsRerun(() => withHints(begin));
    try {
      await begin();
    } catch (error) {
      await end().catch(() => undefined);
      throw showingHint(error);
    }
    return end;
  };
}
