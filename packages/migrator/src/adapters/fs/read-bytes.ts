import { closeSync, constants, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { FileTooLargeError, NotARegularFileError } from '../../errors/workspace/file-errors.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** Largest file that is held as a whole, in bytes. */
export const MAX_REVISION_BYTES = 10 * 2 ** 20;
/** Largest SQL revision: beyond the other limit its rows are read as they are sent. */
export const MAX_SQL_BYTES = 2 ** 30;

/** A file that is too large to be held. */
export interface LargeBytes {
  readonly path: string;
  readonly size: number;
}

/**
 * The whole of a revision file (relative to the root), checked to be a regular file of the workspace within the limit.
 * What is no link itself is where its folder does: that is looked up once for each folder, since following links
 * costs as much as reading a small file.
 */
export function readBytes(workspace: WorkspaceFolder, file: string): Buffer {
  const bytes = openBytes(workspace, file);
  if (Buffer.isBuffer(bytes)) return bytes;
  throw new FileTooLargeError({ file, bytes: bytes.size, limit: MAX_REVISION_BYTES });
}

/** The same, but that a large SQL file is left where it is. */
export function openBytes(workspace: WorkspaceFolder, file: string): Buffer | LargeBytes {
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
    if (found.size <= MAX_REVISION_BYTES) return readFileSync(path);
    const limit = file.endsWith('.sql') ? MAX_SQL_BYTES : MAX_REVISION_BYTES;
    if (found.size > limit) throw new FileTooLargeError({ file, bytes: found.size, limit });
    return { path, size: found.size };
  });
}

/** Nearly every revision file is smaller. */
const SMALL_BYTES = 16 * 1024;
const buffer = Buffer.allocUnsafe(SMALL_BYTES);

/**
 * A file that is not a link, not empty and small. Asking the system what it is first costs as much again, for each of
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
