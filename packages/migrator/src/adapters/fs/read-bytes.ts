import { lstatSync, readFileSync, statSync } from 'node:fs';
import { FileTooLargeError, NotARegularFileError } from '../../errors/workspace-errors.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** Largest revision file, in bytes: its statements travel to the server in few messages. */
export const MAX_REVISION_BYTES = 10 * 2 ** 20;

/**
 * The whole of a revision file (relative to the root), checked to be a regular file of the workspace within the limit. What is no link itself lies where
 * its folder does: that is looked up once for each folder, since following links costs as much as reading a small file.
 */
export function readBytes(workspace: WorkspaceFolder, file: string): Buffer {
  const path = workspace.path(file);
  return reading(file, () => {
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) workspace.checkInside(file);
    else workspace.checkFolderInside(file);
    const found = entry.isSymbolicLink() ? statSync(path) : entry;
    if (!found.isFile()) throw new NotARegularFileError(file);
    if (found.size > MAX_REVISION_BYTES) throw new FileTooLargeError(file, found.size, MAX_REVISION_BYTES);
    return readFileSync(path);
  });
}
