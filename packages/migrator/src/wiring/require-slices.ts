import { statSync } from 'node:fs';
import { emptyGlobs } from '../adapters/fs/slices/find-slice-folders.ts';
import { DEFAULT_SLICE_GLOBS } from '../adapters/fs/workspace.ts';
import { WorkspaceFolder } from '../adapters/fs/workspace-folder.ts';
import type { LoadedConfig } from '../config/file/load-config.ts';
import { NoWorkspaceError } from '../errors/workspace/no-workspace-error.ts';
import type { Workspace } from '../ports/workspace/workspace.ts';

/** Refuses a workspace that is not a folder. Throws a {@link NoWorkspaceError}. */
export function requireFolder(root: string): void {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new NoWorkspaceError({ root, exists: false, globs: [], config: null });
}

/**
 * Refuses a workspace without slices, in which every command would report that there is nothing to do. Throws a {@link
 * NoWorkspaceError} that names the globs.
 */
export function requireSlices({ root, slices }: Workspace, { config, file }: LoadedConfig): void {
  if (slices.length > 0) return;
  throw new NoWorkspaceError({
    root,
    exists: true,
    globs: emptyGlobs(new WorkspaceFolder(root), config.slices ?? DEFAULT_SLICE_GLOBS),
    config: config.slices === undefined ? null : file,
  });
}
