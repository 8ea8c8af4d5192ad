import type { TestServer } from '../../adapters/test-databases/test-server.ts';
import type { TestRunPlan } from '../../ports/test-database.ts';

export type { TestServer } from '../../adapters/test-databases/test-server.ts';

/** A worker's part in a run: the process that began it drops what the worker leaves. */
export async function joinRun({ serverUrl, run }: TestRunPlan): Promise<TestServer> {
  const { joinTestRun } = await import('../../adapters/test-databases/test-server.ts');
  return await joinTestRun({ url: serverUrl, variables: process.env, source: 'tests' }, run);
}
