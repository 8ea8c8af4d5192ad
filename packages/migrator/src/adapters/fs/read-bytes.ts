import { readFileSync, statSync } from 'node:fs';
import { FileTooLargeError, NotARegularFileError } from '../../errors/workspace-errors.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** Largest revision file, in bytes: its statements travel to the server in few messages. */
export const MAX_REVISION_BYTES = 10 * 2 ** 20;

/** The whole of a revision file (relative to the root), checked to be a regular file of the workspace within the limit. */
export function readBytes(workspace: WorkspaceFolder, file: string): Buffer {
  workspace.checkInside(file);
  const path = workspace.path(file);
  return reading(file, () => {
    const found = statSync(path);
    if (!found.isFile()) throw new NotARegularFileError(file);
    if (found.size > MAX_REVISION_BYTES) throw new FileTooLargeError(file, found.size, MAX_REVISION_BYTES);
    return readFileSync(path);
  });
}
