import { rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileExistsError } from '../../../errors/workspace/file-errors.ts';
import type { NewFile } from '../../../ports/workspace/foreign-files.ts';
import { requireInside } from '../require-inside.ts';
import { writing } from '../workspace-folder.ts';
import { writeFileAtomically } from '../write-file-atomically.ts';

/**
 * Writes new files in order: all of them or, when one cannot be written, none. Throws a `FileExistsError` before
 * anything is written when one exists already. A killed process leaves the first files of the list.
 */
export function createTogether(root: string, files: readonly NewFile[]): void {
  for (const { file } of files) {
    requireInside(root, file);
    if (statSync(join(root, file), { throwIfNoEntry: false }) !== undefined) throw new FileExistsError({ file });
  }
  const folders = missingFolders(root, files);
  const written: string[] = [];
  try {
    for (const { file, text } of files) {
      writing(file, () => writeFileAtomically(join(root, file), text, file));
      written.push(file);
    }
  } catch (error) {
    for (const file of written) rmSync(join(root, file), { force: true });
    for (const folder of folders) removeIfEmpty(join(root, folder));
    throw error;
  }
}

/** Deepest first. */
function missingFolders(root: string, files: readonly NewFile[]): readonly string[] {
  const missing = new Set<string>();
  for (const { file } of files) {
    let folder = dirname(file);
    while (folder !== '.' && statSync(join(root, folder), { throwIfNoEntry: false }) === undefined) {
      missing.add(folder);
      folder = dirname(folder);
    }
  }
  return [...missing].sort((a, b) => b.length - a.length);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never created, or another process has put something into it.
  }
}
