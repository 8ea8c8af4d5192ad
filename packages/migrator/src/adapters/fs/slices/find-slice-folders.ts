import { existsSync, statSync } from 'node:fs';
import type { EmptyGlob } from '../../../errors/workspace/no-workspace-error.ts';
import { SliceGlobError } from '../../../errors/workspace/slice-errors.ts';
import { systemCode } from '../../process/system-code.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';
import { namesDrive } from './names-drive.ts';

/** Folders (relative to the root, sorted) that match one of the globs and have a `slice.json`. */
export function findSliceFolders(workspace: WorkspaceFolder, globs: readonly string[]): readonly string[] {
  const slices = globs.flatMap((glob) =>
    [...expand(workspace, '', segmentsOf(glob))].filter((folder) => isSlice(workspace, folder)),
  );
  return [...new Set(slices)].sort();
}

/** The globs that no slice matches, and how many folders they match. */
export function emptyGlobs(workspace: WorkspaceFolder, globs: readonly string[]): readonly EmptyGlob[] {
  return globs
    .map((glob) => ({ glob, folders: foldersOf(workspace, glob) }))
    .filter(({ folders }) => folders.every(({ isSlice }) => !isSlice))
    .map(({ glob, folders }) => ({ glob, folders: folders.length }));
}

/** The folders that a glob matches. Throws a `SliceGlobError`. */
export function foldersOf(
  workspace: WorkspaceFolder,
  glob: string,
): readonly { readonly folder: string; readonly isSlice: boolean }[] {
  return [...expand(workspace, '', segmentsOf(glob))]
    .filter((folder) => isThere(workspace.path(folder)))
    .map((folder) => ({ folder, isSlice: isSlice(workspace, folder) }));
}

function isSlice(workspace: WorkspaceFolder, folder: string): boolean {
  return isThere(workspace.path(folder === '' ? 'slice.json' : `${folder}/slice.json`));
}

/** Looked for one by one: to compile a pattern takes longer. */
const UNKNOWN_SIGNS = ['**', '?', '[', ']', '{', '}', '!'];

function segmentsOf(glob: string): readonly string[] {
  const segments = glob.split('/');
  if (glob.startsWith('/') || glob.includes('\\') || namesDrive(glob))
    throw new SliceGlobError({ glob, problem: 'not-relative' });
  if (segments.includes('..')) throw new SliceGlobError({ glob, problem: 'outside' });
  if (UNKNOWN_SIGNS.some((sign) => glob.includes(sign))) throw new SliceGlobError({ glob, problem: 'more-than-stars' });
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
  const pattern = segment === '*' ? undefined : new RegExp(`^${segment.split('*').map(escaped).join('.*')}$`);
  for (const entry of workspace.entries(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || pattern?.test(entry.name) === false) continue;
    if (entry.isDirectory() || entry.isSymbolicLink()) yield* expand(workspace, below(entry.name), rest);
  }
}

function escaped(text: string): string {
  return text.replace(/[.+^$()|]/g, '\\$&');
}

/** A `slice.json` that cannot be reached (no permission) counts as present, so that reading it reports why. */
function isThere(path: string): boolean {
  // Node makes an object with four dates of what it is.
  if (existsSync(path)) return true;
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return systemCode(error) !== 'ENOTDIR';
  }
}
