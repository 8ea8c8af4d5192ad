import { spawnSync } from 'node:child_process';
import { chownSync, closeSync, constants, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { systemCode } from '../../process/system-code.ts';
import type { ServerUser } from './server-user.ts';

/**
 * A client counts as active while it holds the write end of a named pipe, whose read end the supervisor has. The kernel
 * closes it with the process, however that dies: no pid files, no heartbeats. `join` lasts as long as this process (or
 * until released); `keep` asks the supervisor to stay when no client is active any more.
 */
export interface Interest {
  release(): void;
}

const { O_WRONLY, O_NONBLOCK, O_NOFOLLOW, O_RDWR, O_RDONLY } = constants;

/** Creates the pipe. @returns the read end for the supervisor, and this process's own write end */
export function createPipe(path: string, user: ServerUser | undefined): { readEnd: number; interest: Interest } {
  const made = spawnSync('mkfifo', ['-m', '600', path], { encoding: 'utf8' });
  if (made.status !== 0) throw made.error ?? new Error(made.stderr.trim());
  if (user !== undefined) chownSync(path, user.uid, user.gid);
  // Opening one end waits for the other; opening both at once does not.
  const both = openSync(path, O_RDWR | O_NOFOLLOW);
  const readEnd = openSync(path, O_RDONLY | O_NOFOLLOW);
  const interest = joinPipe(path, false);
  closeSync(both);
  if (interest === undefined) throw new Error(`${path} vanished`);
  return { readEnd, interest };
}

/**
 * Makes this process an active client. @returns undefined when no supervisor reads the pipe: the server has stopped or
 * is stopping
 */
export function joinPipe(path: string, keep: boolean): Interest | undefined {
  let end: number | undefined;
  try {
    end = openSync(path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW);
    const opened = fstatSync(end);
    if (!opened.isFIFO()) throw new Error(`${path} is not a pipe`);
    // The byte tells the supervisor that a client came, even if it is gone by the time the supervisor looks.
    writeSync(end, keep ? 'k' : 'j');
    // A supervisor that has decided to stop renames the pipe first.
    if (statSync(path).ino !== opened.ino) throw Object.assign(new Error('stopping'), { code: 'ENOENT' });
  } catch (error) {
    if (end !== undefined) closeSync(end);
    if (['ENXIO', 'ENOENT', 'EPIPE'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
  const fd = end;
  let open = true;
  return {
    release: () => {
      if (open) closeSync(fd);
      open = false;
    },
  };
}
