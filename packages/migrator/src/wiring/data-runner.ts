import type { DataRevisionRunner } from '../execute/run-request.ts';

/** Runs data revisions of a workspace. The module loader is heavy, and most plans hold no data revision. */
export function dataRunnerIn(root: string, args: Readonly<Record<string, string>>): DataRevisionRunner {
  return async (request) => {
    const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
    await runDataRevision(root, args, request);
  };
}
