import type { LoadedCode } from '../adapters/module/load-code.ts';
import type { CodeLoader, DataRevisionRunner } from '../execute/run-request.ts';

/** Loads and runs the data revisions of a workspace. */
export interface DataCode {
  readonly dataRunner: DataRevisionRunner;
  readonly codeLoader: CodeLoader;
}

/**
 * What loads and runs data revisions of the workspace at `root`. The module loader is heavy, and most plans hold no
 * data revision. What was loaded before the run is run once; another try loads it anew, as a run of its own would.
 */
export function dataCodeIn(root: string, args: Readonly<Record<string, string>>): DataCode {
  const loaded = new Map<string, LoadedCode>();
  return {
    async codeLoader(request) {
      const { loadCode } = await import('../adapters/module/load-code.ts');
      loaded.set(request.revision.file, await loadCode(root, request));
    },
    async dataRunner(request) {
      const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
      const { file } = request.revision;
      const code = loaded.get(file);
      loaded.delete(file);
      await runDataRevision(root, args, request, code);
    },
  };
}
