import type { MergeContext } from '../commands/merge/merge-options.ts';
import type { DataRevisionRunner } from '../execute/run-request.ts';
import type { WovenFiles } from '../ports/workspace/woven-files.ts';
import { newFiles } from './new-files.ts';
import type { Context } from './open-context.ts';
import { proofContext } from './proof-context.ts';

/** What a context needs besides to join branches. The scratch server starts when the first proof asks for it. */
export async function mergeContext(context: Context): Promise<MergeContext & { closeProofs(): Promise<void> }> {
  const { openRevisionFiles } = await import('../adapters/fs/revision-files.ts');
  const { root } = context.workspace;
  return {
    ...proofContext(context),
    files: openRevisionFiles(root),
    ...newFiles(context),
    mergeSlice: context.configuration.config.merge?.slice,
    onMerge: context.onEvent,
    async weave(ref) {
      const { weaveBranches } = await import('../adapters/git/weave-branches.ts');
      const { slices } = context.configuration.config;
      const woven = await weaveBranches(root, ref, slices === undefined ? {} : { sliceGlobs: slices });
      return { woven, dataRunner: wovenDataRunner(context, woven) };
    },
  };
}

/** Those of the working tree run as ever, with the arguments of the command line; those of the other branch from where they were written to. */
function wovenDataRunner(context: Context, { workspace, sideOf }: WovenFiles): DataRevisionRunner {
  return async (request) => {
    if (sideOf(request.revision.file) === 'here') return await context.dataRunner(request);
    const { runDataRevision } = await import('../adapters/module/run-data-revision.ts');
    await runDataRevision(workspace.root, {}, request);
  };
}
