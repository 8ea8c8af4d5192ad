import { closeSync, constants, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { FileTooLargeError, NotARegularFileError } from '../../errors/workspace/file-errors.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** Largest revision file, in bytes: its statements travel to the server in few messages. */
export const MAX_REVISION_BYTES = 10 * 2 ** 20;

/**
 * The whole of a revision file (relative to the root), checked to be a regular file of the workspace within the limit.
 * What is no link itself lies where its folder does: that is looked up once for each folder, since following links
 * costs as much as reading a small file.
 */
export function readBytes(workspace: WorkspaceFolder, file: string): Buffer {
  const path = workspace.path(file);
  return reading(file, () => {
    const small = readSmall(path);
    if (small !== undefined) {
      workspace.checkFolderInside(file);
      return small;
    }
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) workspace.checkInside(file);
    else workspace.checkFolderInside(file);
    const found = entry.isSymbolicLink() ? statSync(path) : entry;
    if (!found.isFile()) throw new NotARegularFileError({ file });
    if (found.size > MAX_REVISION_BYTES) {
      throw new FileTooLargeError({ file, bytes: found.size, limit: MAX_REVISION_BYTES });
    }
    return readFileSync(path);
  });
}

/** Nearly every revision file is smaller. */
const SMALL_BYTES = 16 * 1024;
const buffer = Buffer.allocUnsafe(SMALL_BYTES);

/**
 * A file that is no link, not empty and small. Asking the system what it is first costs as much again, for each of
 * thousands. Nothing for all others, and where the system cannot be told to follow no link (Windows).
 */
function readSmall(path: string): Buffer | undefined {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  if (O_NOFOLLOW === undefined) return undefined;
  let descriptor: number | undefined;
  try {
    // Without waiting for a writer, should it be a pipe.
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, SMALL_BYTES - length, null);
      length += read;
      if (length === SMALL_BYTES) return undefined;
      if (read === 0) return length === 0 ? undefined : Buffer.from(buffer.subarray(0, length));
    }
  } catch {
    // What it is, and what is wrong with it, is found out the long way.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
