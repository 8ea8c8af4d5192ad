import { statSync } from 'node:fs';
import { SliceGlobError } from '../../errors/workspace/workspace-errors.ts';
import { errorCode } from '../process/error-code.ts';
import type { WorkspaceFolder } from './workspace-folder.ts';

/** Folders (relative to the root, sorted) that match one of the globs and have a `slice.json`. */
export function findSliceFolders(workspace: WorkspaceFolder, globs: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const glob of globs) {
    for (const folder of expand(workspace, '', segmentsOf(glob))) {
      if (isThere(workspace.path(folder === '' ? 'slice.json' : `${folder}/slice.json`))) folders.add(folder);
    }
  }
  return [...folders].sort();
}

function segmentsOf(glob: string): readonly string[] {
  const segments = glob.replace(/^\.\//, '').replace(/\/+$/, '').split('/');
  if (/^\/|\\|^[A-Za-z]:/.test(glob)) throw new SliceGlobError(glob, 'is no path relative to the workspace root');
  if (segments.includes('..')) throw new SliceGlobError(glob, 'leads out of the workspace');
  if (/\*\*|[?[\]{}!]/.test(glob))
    throw new SliceGlobError(glob, 'has more than "*", which stands for one folder name');
  return segments.filter((segment) => segment !== '' && segment !== '.');
}

function* expand(workspace: WorkspaceFolder, folder: string, segments: readonly string[]): Generator<string> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    yield folder;
    return;
  }
  const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  if (!segment.includes('*')) {
    yield* expand(workspace, below(segment), rest);
    return;
  }
  const pattern = new RegExp(`^${segment.split('*').map(escaped).join('.*')}$`);
  for (const entry of workspace.entries(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || !pattern.test(entry.name)) continue;
    if (entry.isDirectory() || entry.isSymbolicLink()) yield* expand(workspace, below(entry.name), rest);
  }
}

function escaped(text: string): string {
  return text.replace(/[.+^$()|]/g, '\\$&');
}

/** A `slice.json` that cannot be reached (no permission) counts as there, so that reading it says why. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return errorCode(error) !== 'ENOTDIR';
  }
}
