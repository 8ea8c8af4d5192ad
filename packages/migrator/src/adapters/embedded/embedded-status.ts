import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import { fileError } from './file-error.ts';
import { findFolder } from './server-folder.ts';
import { runningPostmaster } from './server-process.ts';
import { readServerState } from './server-state.ts';
import { startLockHolder } from './start-lock.ts';

/** What `migrate db status` shows; without a secret. */
export interface EmbeddedStatus {
  /** `absent`: no cluster yet. `starting`: a process makes, starts or stops it right now. */
  readonly state: 'absent' | 'stopped' | 'starting' | 'running';
  /** Where the cluster lies; not `<workspace>/.braid/postgres` when the server's user cannot enter that. */
  readonly home: string;
  /** The cluster's major version. */
  readonly major?: number;
  readonly port?: number;
  /** The postmaster's. */
  readonly pid?: number;
  /** ISO 8601. */
  readonly startedAt?: string;
}

/** Looks at the folder; starts and changes nothing. @throws EmbeddedPermissionError */
export function embeddedStatus(folder: string): EmbeddedStatus {
  const found = findFolder(folder);
  const version = readVersion(join(found.data, 'PG_VERSION'));
  const cluster = { home: found.home, ...(version === undefined ? {} : { major: version }) };
  const server = readServerState(found.state);
  const pid = runningPostmaster(found.data);
  if (server !== undefined && pid === server.pid) {
    const { port, startedAt } = server;
    return { state: 'running', ...cluster, port, pid, startedAt };
  }
  if (existsSync(found.home) && startLockHolder(found.lock) !== undefined) return { state: 'starting', ...cluster };
  return { state: version === undefined ? 'absent' : 'stopped', ...cluster };
}

function readVersion(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw fileError(error, file);
  }
}
