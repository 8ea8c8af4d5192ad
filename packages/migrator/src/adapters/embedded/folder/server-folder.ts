import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { EmbeddedPermissionError } from '../../../errors/embedded/host-errors.ts';
import { canEnter } from '../package/native-binaries.ts';
import type { ServerUser } from '../server/server-user.ts';
import { fileError } from './file-error.ts';
import { readJsonObject, writeJson } from './json-file.ts';
import { stateHome, stateName } from './state-home.ts';

/** The files of one embedded server; all paths absolute. */
export interface ServerFolder {
  readonly home: string;
  /** The cluster, owned by the server's user. */
  readonly data: string;
  /** Owned by the server's user too; holds the supervisor's pipe. */
  readonly run: string;
  /** What the running server published, `ServerState`; absent when none runs. */
  readonly state: string;
  /** What outlives the server: port, password, databases made. */
  readonly cluster: string;
  readonly lock: string;
  readonly log: string;
}

/** The folder in use: `<wanted>`, or where `<wanted>.json` says that it was moved to. Creates nothing. */
export function findFolder(wanted: string): ServerFolder {
  const absolute = resolve(wanted);
  return layout(readPointer(absolute) ?? absolute);
}

/**
 * Creates the folder, or its substitute under {@link stateHome} when the server's user cannot enter it; the substitute
 * is recorded in `<wanted>.json`. Safe when several processes do it at once.
 *
 * @throws EmbeddedPermissionError, EmbeddedDiskFullError
 */
export function prepareFolder(wanted: string, user: ServerUser | undefined): ServerFolder {
  const absolute = resolve(wanted);
  try {
    const moved = readPointer(absolute);
    if (moved !== undefined) return create(layout(moved), user);
    const here = create(layout(absolute), user);
    if (canEnter(here.home, user)) return here;
    const substitute = create(layout(join(stateHome(), 'postgres', stateName(absolute))), user);
    if (user !== undefined) chmodSync(dirname(substitute.home), 0o711);
    if (!canEnter(substitute.home, user)) throw new EmbeddedPermissionError({ path: substitute.home });
    writeJson(`${absolute}.json`, { home: substitute.home });
    return substitute;
  } catch (error) {
    throw fileError(error, absolute);
  }
}

function layout(home: string): ServerFolder {
  return {
    home,
    data: join(home, 'data'),
    run: join(home, 'run'),
    state: join(home, 'server.json'),
    cluster: join(home, 'cluster.json'),
    lock: join(home, 'start.lock'),
    log: join(home, 'server.log'),
  };
}

function create(folder: ServerFolder, user: ServerUser | undefined): ServerFolder {
  if (!existsSync(folder.home)) mkdirSync(folder.home, { recursive: true });
  // The server's user (when root starts it) must pass through, but see nothing else.
  if (process.getuid?.() === statSync(folder.home).uid) chmodSync(folder.home, user === undefined ? 0o700 : 0o711);
  mkdirSync(folder.run, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder.run, user.uid, user.gid);
  return folder;
}

/**
 * Only a folder that was made for this one: the pointer may have come with a checkout, and the folder that it names is
 * written to and removed.
 */
function readPointer(wanted: string): string | undefined {
  const home = readJsonObject(`${wanted}.json`)?.home;
  if (typeof home !== 'string' || !isAbsolute(home)) return undefined;
  return basename(home) === stateName(wanted) && basename(dirname(home)) === 'postgres' ? home : undefined;
}
