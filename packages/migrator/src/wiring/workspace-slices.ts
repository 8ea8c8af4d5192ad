import { findSliceFolders } from '../adapters/fs/slices/find-slice-folders.ts';
import { DEFAULT_SLICE_GLOBS, openWorkspace } from '../adapters/fs/workspace.ts';
import { WorkspaceFolder } from '../adapters/fs/workspace-folder.ts';
import { loadConfig } from '../config/file/load-config.ts';
import type { Revision } from '../revision/revision.ts';
import type { Slice } from '../revision/slice.ts';
import { importFile } from './import-file.ts';

/**
 * Folders of slices as the configuration says, whether their `slice.json` can be read or not. Throws a `ConfigError`.
 */
export async function sliceFolders(root: string): Promise<readonly string[]> {
  const { config } = await loadConfig(root, importFile);
  return findSliceFolders(new WorkspaceFolder(root), config.slices ?? DEFAULT_SLICE_GLOBS);
}

/** Slices and the headers of their revisions. Throws the typed error of the first fault. */
export async function slicesAndRevisions(
  root: string,
): Promise<{ readonly slices: readonly Slice[]; readonly revisions: readonly Revision[] }> {
  const { config } = await loadConfig(root, importFile);
  const workspace = openWorkspace(root, config.slices === undefined ? {} : { sliceGlobs: config.slices });
  return { slices: workspace.slices, revisions: workspace.readHeaders() };
}
