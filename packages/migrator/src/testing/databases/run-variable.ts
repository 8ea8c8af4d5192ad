import type { TestRunPlan } from '../../ports/test-database.ts';

/** Tells the processes of a test run where its databases are. */
export const RUN_VARIABLE = 'BRAID_TEST_RUN';

/** The run that a parent process has prepared. */
export function preparedRun(): TestRunPlan | undefined {
  const text = process.env[RUN_VARIABLE];
  if (text === undefined) return undefined;
  const plan: unknown = JSON.parse(text);
  if (typeof plan !== 'object' || plan === null) return undefined;
  if (!('run' in plan && 'serverUrl' in plan && 'base' in plan && 'root' in plan)) return undefined;
  const { run, serverUrl, base, root } = plan;
  if (typeof run !== 'string' || typeof root !== 'string') return undefined;
  if (typeof serverUrl !== 'string' || typeof base !== 'string') return undefined;
  return { run, root, serverUrl, base };
}
