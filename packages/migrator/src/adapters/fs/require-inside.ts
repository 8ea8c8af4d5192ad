import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { LinkOutsideWorkspaceError } from '../../errors/workspace/file-errors.ts';

/**
 * Throws a {@link LinkOutsideWorkspaceError} unless `file`, relative to the root, whether it exists or not, is inside
 * it after following every link on the way: what is written there must not end up elsewhere, and what is elsewhere must
 * not be read as the workspace's own.
 *
 * @param home the workspace, if `root` is a copy that links to it
 */
export function requireInside(root: string, file: string, home = root): void {
  let path = resolve(root, file);
  // A missing file will be where its folder is.
  while (lstatSync(path, { throwIfNoEntry: false }) === undefined && dirname(path) !== path) path = dirname(path);
  const real = realOf(path);
  const insideOf = (folder: string): boolean => {
    const realFolder = realpathSync.native(folder);
    return real === realFolder || (real?.startsWith(join(realFolder, sep)) ?? false);
  };
  if (insideOf(root) || (home !== root && insideOf(home))) return;
  throw new LinkOutsideWorkspaceError({ file });
}

/** Undefined for a link that leads nowhere: writing to it would create the file there. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/**
 * The same for `.braid` and what is directly in it: servers, proofs and caches, which are written and removed there.
 */
export function requireStateInside(root: string): void {
  const state = join(root, '.braid');
  if (lstatSync(state, { throwIfNoEntry: false }) === undefined) return;
  requireInside(root, '.braid');
  for (const entry of readdirSync(state, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) requireInside(root, `.braid/${entry.name}`);
  }
}
