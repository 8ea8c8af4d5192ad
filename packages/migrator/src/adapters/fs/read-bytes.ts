import { closeSync, constants, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { FileTooLargeError, NotARegularFileError } from '../../errors/workspace/file-errors.ts';
import { reading, type WorkspaceFolder } from './workspace-folder.ts';

/** Largest file that is read whole, in bytes. */
export const MAX_REVISION_BYTES = 10 * 2 ** 20;
/** Largest SQL revision: above the other limit its rows are read while they are sent. */
export const MAX_SQL_BYTES = 2 ** 30;

/** A file that is too large for memory. */
export interface LargeBytes {
  readonly path: string;
  readonly size: number;
}

/**
 * The whole of a revision file (relative to the root), which must be a regular file inside the workspace and within the
 * limit. A file that is not a link is where its folder is: that is looked up once per folder, since following links
 * costs as much as reading a small file.
 */
export function readBytes(workspace: WorkspaceFolder, file: string): Buffer {
  const bytes = openBytes(workspace, file);
  if (Buffer.isBuffer(bytes)) return bytes;
  throw new FileTooLargeError({ file, bytes: bytes.size, limit: MAX_REVISION_BYTES });
}

/** The same, except that a large SQL file is not read. */
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
 * A small file that is neither a link nor empty. Asking the system first what it is would cost as much again, for each
 * of thousands. `undefined` for all others, and where the system cannot be told to follow no links (Windows).
 */
function readSmall(path: string): Buffer | undefined {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  if (O_NOFOLLOW === undefined) return undefined;
  let descriptor: number | undefined;
  try {
    // Without waiting for a writer, in case it is a pipe.
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, SMALL_BYTES - length, null);
      length += read;
      if (length === SMALL_BYTES) return undefined;
      if (read === 0) return length === 0 ? undefined : Buffer.from(buffer.subarray(0, length));
    }
  } catch {
    // The slow way finds out what it is, and what is wrong with it.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
