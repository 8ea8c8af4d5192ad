import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { isAlive } from '../../process/is-alive.ts';
import { systemCode } from '../../process/system-code.ts';
import { processBirth } from '../server/process-identity.ts';
import { fileError } from './file-error.ts';

/**
 * Tries to become the one process that starts, stops or resets a server.
 *
 * The lock saves work (ten clusters made at once); safety does not depend on it: a cluster appears by one `rename`, and
 * PostgreSQL itself allows only one server per cluster.
 *
 * @returns a function that releases the lock, or undefined when a living process holds it (or did until now)
 * @throws EmbeddedPermissionError, EmbeddedDiskFullError
 */
export function tryStartLock(file: string): (() => void) | undefined {
  // The last part distinguishes worker threads of one process.
  const nonce = randomBytes(4).toString('hex');
  const mine = `${process.pid} ${processBirth(process.pid)} ${nonce}`;
  const unfinished = `${file}.${nonce}`;
  try {
    writeFileSync(unfinished, mine, { mode: 0o644 });
    // A link appears with its whole content or not at all, and never replaces another.
    linkSync(unfinished, file);
    return () => {
      if (readLock(file) === mine) rmSync(file, { force: true });
    };
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw fileError(error, file);
    breakStaleLock(file);
    return undefined;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** The pid of the living holder, if any. */
export function startLockHolder(file: string): number | undefined {
  const lock = readLock(file);
  return lock !== undefined && isHeld(lock) ? Number(lock.split(' ')[0]) : undefined;
}

function breakStaleLock(file: string): void {
  const stale = readLock(file);
  if (stale === undefined || isHeld(stale)) return;
  // Of several processes that break the lock, only one gets the file by renaming it; if it was a fresh lock by then, it
  // is put back.
  const taken = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, taken);
    if (readLock(taken) !== stale) linkSync(taken, file);
    unlinkSync(taken);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'EEXIST') throw error;
  }
}

function isHeld(lock: string): boolean {
  const [pid = '', birth = ''] = lock.split(' ');
  return isAlive(Number(pid)) && (birth === '' || processBirth(Number(pid)) === birth);
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
