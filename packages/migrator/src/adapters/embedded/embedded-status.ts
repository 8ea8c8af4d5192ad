import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedStatus } from '../../ports/embedded-control.ts';
import { systemCode } from '../process/system-code.ts';
import { fileError } from './folder/file-error.ts';
import { findFolder } from './folder/server-folder.ts';
import { readServerState } from './folder/server-state.ts';
import { startLockHolder } from './folder/start-lock.ts';
import { runningPostmaster } from './server/server-process.ts';

/** Looks at the folder; starts nothing and changes nothing. @throws EmbeddedPermissionError */
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
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw fileError(error, file);
  }
}
