import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileExistsError } from '../../errors/workspace/file-errors.ts';
import { systemCode } from '../process/system-code.ts';

/**
 * Writes a new file so that it is there whole or not at all, even after a power cut; missing folders are made. Throws a
 * `FileExistsError` (`file` is the name it says) when the path is taken: nothing is ever overwritten.
 */
export function writeFileAtomically(path: string, text: string, file: string = path): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    writeThrough(temporary, text, 0o644);
    moveIfFree(temporary, path, file);
    syncFolder(folder);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Replaces a file: a concurrent reader gets the old text or the new one. The file keeps its mode, and a link that leads
 * to it stays a link.
 */
export function replaceFileAtomically(path: string, text: string): void {
  const file = realpathSync(path);
  const temporary = temporaryBeside(file);
  try {
    writeThrough(temporary, text, statSync(file).mode & 0o777);
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Writes a file whether or not it exists: on a full disk the old text stays. What is not a regular file (`/dev/stdout`,
 * a pipe) is written to directly. Missing folders are created.
 */
export function putFileAtomically(path: string, text: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) replaceFileAtomically(path, text);
  // A link that leads nowhere is followed, as a shell would.
  else if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) writeFileSync(path, text);
  else createAtomically(path, text);
}

function createAtomically(path: string, text: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    writeThrough(temporary, text, 0o644);
    renameSync(temporary, path);
    syncFolder(folder);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A dotfile, so that a concurrent listing of the folder ignores it. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

function writeThrough(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A hard link fails when the name is taken, which a rename does not; on file systems without links, look first. */
function moveIfFree(temporary: string, path: string, file: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' || statSync(path, { throwIfNoEntry: false }) !== undefined)
      throw new FileExistsError({ file });
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error;
    renameSync(temporary, path);
  }
}

/** Makes the new name itself durable. Windows cannot open folders and needs no such step. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
