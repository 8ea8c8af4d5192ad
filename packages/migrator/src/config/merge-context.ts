import type { MergeContext } from '../commands/merge/merge-options.ts';
import type { Context } from './open-context.ts';
import { proofContext } from './proof-context.ts';

/** What a context needs besides to join branches. The scratch server starts when the first proof asks for it. */
export async function mergeContext(context: Context): Promise<MergeContext & { closeProofs(): Promise<void> }> {
  const { openRevisionFiles } = await import('../adapters/fs/revision-files.ts');
  return { ...proofContext(context), files: openRevisionFiles(context.workspace.root) };
}
