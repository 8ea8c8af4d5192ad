import type { Workspace } from '../../ports.ts';

export interface WorkspaceOptions {
  /** Folders to look for `slice.json` in, relative to the root; `*` stands for one folder name. */
  readonly sliceGlobs?: readonly string[];
}

/** The slices and revision files below `root`. Throws a `WorkspaceError` when a slice is broken. */
export function openWorkspace(root: string, _options: WorkspaceOptions = {}): Workspace {
  throw new Error(`not implemented: ${root}`);
}
