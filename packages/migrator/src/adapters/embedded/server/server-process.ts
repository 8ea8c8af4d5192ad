import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedStartError } from '../../../errors/embedded/cluster-errors.ts';
import { EmbeddedDiskFullError } from '../../../errors/embedded/host-errors.ts';
import { isAlive } from '../../process/is-alive.ts';
import { createPipe, type Interest } from './interest.ts';
import { isPostmaster } from './process-identity.ts';
import { type Supervised, spawnSupervisor } from './supervisor.ts';

/** A server that accepts connections. */
export interface StartedServer {
  readonly pid: number;
  readonly port: number;
  readonly pipe: string;
  readonly interest: Interest;
}

export type ServerRequest = Omit<Supervised, 'port' | 'pipe' | 'readEnd'> & { readonly preferredPort: number };

const attempts = 6;
const pollMs = 5;

/**
 * Starts the server on its previous port, or on a free one, and waits until it accepts connections.
 *
 * @throws EmbeddedStartError with the last lines of the log, EmbeddedDiskFullError
 */
export async function startServerProcess(request: ServerRequest): Promise<StartedServer> {
  const { folder } = request;
  removeForeignPidFile(folder.data);
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && request.preferredPort !== 0 ? request.preferredPort : await freePort();
    const pipe = join(folder.run, `interest-${randomBytes(4).toString('hex')}`);
    const { readEnd, interest } = createPipe(pipe, request.user);
    const supervisor = spawnSupervisor({ ...request, port, pipe, readEnd });
    const pid = await untilReady(supervisor, folder.data);
    if (pid !== undefined) return { pid, port, pipe, interest };
    interest.release();
    rmSync(pipe, { force: true });
    const log = readFileSync(folder.log, 'utf8');
    if (attempt < attempts && /Address already in use|could not create any TCP\/IP sockets/.test(log)) continue;
    if (log.includes('No space left on device')) throw new EmbeddedDiskFullError({ path: folder.data });
    throw new EmbeddedStartError({ path: folder.home, log: folder.log, lines: log.trim().split('\n').slice(-12) });
  }
}

/** The pid and status in `postmaster.pid` (line 1 and 8), if the file is there. */
export function readPostmasterPid(data: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

/** The pid of the server that runs on this cluster now. */
export function runningPostmaster(data: string): number | undefined {
  const found = readPostmasterPid(data);
  return found !== undefined && isPostmaster(found.pid, data) ? found.pid : undefined;
}

/** @returns the server's pid, or undefined when it ended instead */
async function untilReady(supervisor: ChildProcess, data: string): Promise<number | undefined> {
  let ended = false;
  supervisor.once('exit', () => {
    ended = true;
  });
  supervisor.once('error', () => {
    ended = true;
  });
  while (!ended) {
    const found = readPostmasterPid(data);
    if (found?.ready && isPostmaster(found.pid, data)) return found.pid;
    await pause(pollMs);
  }
  return undefined;
}

/**
 * After a crash the pid in the file may be that of an unrelated process, which PostgreSQL would take for a running
 * server.
 */
function removeForeignPidFile(data: string): void {
  const found = readPostmasterPid(data);
  if (found !== undefined && isAlive(found.pid) && !isPostmaster(found.pid, data)) {
    rmSync(join(data, 'postmaster.pid'), { force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
