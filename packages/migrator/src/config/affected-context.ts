import { openRevisionFiles } from '../adapters/fs/revision-files.ts';
import { openWorkspace } from '../adapters/fs/workspace.ts';
import { type AffectedContext, type Changes, reachesAny } from '../commands/affected/affected.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
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
    affected: await affectedContext(context, { since: { ref, parted }, paths }),
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
  const staged = await git.staged();
  const affected = await affectedContext(context, { since: null, paths: staged });
  const touches = (paths: readonly string[]): boolean =>
    reachesAny({ ...affected, changes: { since: null, paths } }, slices);
  const asItIs = { context, affected, close: () => undefined };
  if (!touches(staged)) return asItIs;
  const folders = slices.map(({ folder }) => folder);
  if (!touches(await git.unstaged(folders))) return asItIs;

  const { checkOutStaged } = await import('../adapters/git/staged-tree.ts');
  const tree = await checkOutStaged(root, folders);
  try {
    const copy = copyAt(context, tree.root);
    return { context: copy, affected: await affectedContext(copy, affected.changes), close: tree.close };
  } catch (error) {
    tree.close();
    throw error;
  }
}

async function affectedContext({ workspace, home }: Context, changes: Changes): Promise<AffectedContext> {
  const { packageFolders } = await import('../adapters/fs/package-folders.ts');
  return { changes, packageFolders: packageFolders(home ?? workspace.root), files: openRevisionFiles(workspace.root) };
}

/** The same, for files that lie elsewhere. */
function copyAt(context: Context, root: string): Context {
  const { slices } = context.configuration.config;
  const workspace = openWorkspace(root, slices === undefined ? {} : { sliceGlobs: slices });
  let graph: RevisionGraph | undefined;
  return {
    ...context,
    home: context.workspace.root,
    workspace,
    graph() {
      graph ??= buildGraph(workspace.readHeaders());
      return graph;
    },
  };
}
