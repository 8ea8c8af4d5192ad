import { openRevisionFiles } from '../adapters/fs/revision-files.ts';
import { openWorkspace } from '../adapters/fs/workspace.ts';
import { type AffectedContext, affectedContext, type Changes, reachesAny } from '../commands/shared/affected.ts';
import { graphOf } from './graph-of.ts';
import type { Context } from './open-context.ts';

/** A context, and what changed of its files. */
export interface ChangedContext {
  readonly context: Context;
  readonly affected: AffectedContext;
  close(): void;
}

/** What changed since a branch parted from `ref`. Throws the errors of `git-errors.ts`. */
export async function changedContext(context: Context, ref: string): Promise<ChangedContext> {
  const { changedFiles } = await import('../adapters/git/changed-files.ts');
  const { parted, paths } = await changedFiles(context.workspace.root).since(ref);
  return {
    context,
    affected: await contextOf(context, { since: { ref, parted }, paths }),
    close: () => undefined,
  };
}

/**
 * What the next commit changes. Where the working tree of the slices is not what is staged, the context is that of a copy of the index, which `close` removes.
 * Throws the errors of `git-errors.ts`.
 */
export async function stagedContext(context: Context): Promise<ChangedContext> {
  const { root, slices } = context.workspace;
  const { changedFiles } = await import('../adapters/git/changed-files.ts');
  const git = changedFiles(root);
  const folders = slices.map(({ folder }) => folder);
  const answers = Promise.all([git.staged(), git.unstaged(folders)]);
  // While git looks; what it says is waited for below.
  answers.catch(() => undefined);
  const nothing = await contextOf(context, { since: null, paths: [] });
  const withPaths = (paths: readonly string[]): AffectedContext => ({ ...nothing, changes: { since: null, paths } });
  const [staged, unstaged] = await answers;
  const affected = withPaths(staged);
  const isTouched = [affected, withPaths(unstaged)].every((each) => reachesAny(each, slices));
  if (!isTouched) return { context, affected, close: () => undefined };

  const { checkOutStaged } = await import('../adapters/git/staged-tree.ts');
  const tree = await checkOutStaged(root, folders);
  try {
    const copy = copyAt(context, tree.root);
    return { context: copy, affected: await contextOf(copy, affected.changes), close: tree.close };
  } catch (error) {
    tree.close();
    throw error;
  }
}

async function contextOf({ workspace, home }: Context, changes: Changes): Promise<AffectedContext> {
  const { packageFolders } = await import('../adapters/fs/package-folders.ts');
  const { root, slices } = workspace;
  return affectedContext(changes, slices, packageFolders(home ?? root), openRevisionFiles(root));
}

/** The same, for files that lie elsewhere. */
function copyAt(context: Context, root: string): Context {
  const { slices } = context.configuration.config;
  const workspace = openWorkspace(root, slices === undefined ? {} : { sliceGlobs: slices, isCopy: true });
  return {
    ...context,
    home: context.workspace.root,
    workspace,
    graph: graphOf(workspace),
  };
}
