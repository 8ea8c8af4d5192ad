import { readFileSync, statSync } from 'node:fs';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import { SliceGlobUnmatchedError, SliceManifestMissingError } from '../../../errors/workspace/lost-slice-errors.ts';
import { reading, type WorkspaceFolder } from '../workspace-folder.ts';
import { foldersOf } from './find-slice-folders.ts';

/**
 * Folders with revisions whose `slice.json` is missing, and, for globs that the configuration has (`named`), those that
 * begin with a folder that does not exist. A glob may match more than there is so far.
 */
export function lostSlices(
  workspace: WorkspaceFolder,
  globs: readonly string[],
  named: boolean,
): readonly MigratorError[] {
  const problems: MigratorError[] = [];
  for (const glob of globs) {
    const [begin = ''] = glob.replace(/^\.\//, '').split('/');
    const folder = begin.includes('*') ? '' : begin;
    if (named && !isFolder(workspace.path(folder))) problems.push(new SliceGlobUnmatchedError({ glob, folder }));
    for (const { folder: place, isSlice } of foldersOf(workspace, glob)) {
      const migrations = place === '' ? 'migrations' : `${place}/migrations`;
      if (!isSlice && hasRevisions(workspace, migrations)) {
        problems.push(new SliceManifestMissingError({ file: `${place === '' ? '.' : place}/slice.json`, migrations }));
      }
    }
  }
  return problems;
}

function hasRevisions(workspace: WorkspaceFolder, migrations: string): boolean {
  if (!isFolder(workspace.path(migrations))) return false;
  const [file] = workspace.entries(migrations).filter((entry) => entry.isFile() && /\.(sql|ts)$/.test(entry.name));
  if (file === undefined) return false;
  const path = `${migrations}/${file.name}`;
  return /^\uFEFF?\s*(--|\/\/)\s*revision:/.test(reading(path, () => readFileSync(workspace.path(path), 'utf8')));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
