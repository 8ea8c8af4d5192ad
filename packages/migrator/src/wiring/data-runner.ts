import type { LoadedCode } from '../adapters/module/load-code.ts';
import type { BatchedCodeRunner } from '../execute/data/batched-code.ts';
import type { CodeLoader, DataRevisionRunner } from '../execute/run-request.ts';

/** Loads and runs the data revisions of a workspace. */
export interface DataCode {
  readonly dataRunner: DataRevisionRunner;
  readonly codeLoader: CodeLoader;
  readonly batchedCode: BatchedCodeRunner;
}

/**
 * Loads and runs data revisions of the workspace at `root`. The module loader is heavy, and most plans have no data
 * revision, so it is loaded on demand. Code that was loaded before the run is used once; a retry loads it again, as a
 * new run would.
 */
export function dataCodeIn(root: string, args: Readonly<Record<string, string>>): DataCode {
  const loaded = new Map<string, LoadedCode>();
  const take = (file: string) => {
    const code = loaded.get(file);
    loaded.delete(file);
    return code;
  };
  return {
    async codeLoader(request) {
      const { factsOf, loadCode } = await import('../adapters/module/load-code.ts');
      const code = await loadCode(root, request);
      loaded.set(request.revision.file, code);
      return factsOf(code, request.direction);
    },
    async dataRunner(request) {
      const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
      await runDataRevision(root, args, request, take(request.revision.file));
    },
    async batchedCode(request) {
      const { runInBatches } = await import('../adapters/module/run-in-batches.ts');
      await runInBatches(root, args, request, take(request.revision.file));
    },
  };
}
