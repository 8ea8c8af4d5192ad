import { chownSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedBusyError, EmbeddedClusterMajorError } from '../../errors/embedded/cluster-errors.ts';
import { ensureCluster } from './cluster.ts';
import { ensureDatabase } from './ensure-database.ts';
import { findFolder, prepareFolder, type ServerFolder } from './folder/server-folder.ts';
import {
  type ClusterFacts,
  readClusterFacts,
  readServerState,
  writeClusterFacts,
  writeServerState,
} from './folder/server-state.ts';
import { spreadDatabases } from './folder/spread-databases.ts';
import { startLockHolder, tryStartLock } from './folder/start-lock.ts';
import { prepareBinaries } from './package/native-binaries.ts';
import { type Interest, joinPipe } from './server/interest.ts';
import { runningPostmaster, type StartedServer, startServerProcess } from './server/server-process.ts';
import { chooseServerUser, type ServerUser } from './server/server-user.ts';
import { type EmbeddedProfile, serverOptions } from './server/settings.ts';
import { stopFolder } from './stop-embedded.ts';
import { embeddedUrl } from './url.ts';

export interface EmbeddedOptions {
  /** The server's folder, `<workspace>/.braid/postgres`. It may be moved, see {@link prepareFolder}. */
  readonly folder: string;
  /** Default 18. */
  readonly major?: number;
  /** A module (path or URL) from which the npm package with the binaries resolves; default the migrator. */
  readonly resolveFrom?: string;
  /** Database that the URL names, created on demand. Default `braid`. */
  readonly database?: string;
  /** Default `durable`. */
  readonly profile?: EmbeddedProfile;
  /** Whole seconds that the server stays after the last client is gone. Default 5. */
  readonly lingerSeconds?: number;
  /** Stay until `stopEmbedded`, as `migrate db start` wants it. Default false. */
  readonly keep?: boolean;
  /**
   * Remove the folder when the server stops. Default false. When root starts it, the server's user removes it: the
   * folder should be in the temporary folder, otherwise it stays, empty.
   */
  readonly removeAtEnd?: boolean;
  /** More server settings, such as `{ wal_level: 'logical' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** With the password: print it for `migrate db url` only. */
  readonly url: string;
  readonly port: number;
  /** The postmaster's. */
  readonly pid: number;
  readonly home: string;
  /** False when this call started the server. */
  readonly joined: boolean;
  /** This process no longer counts as active. Happens by itself when it ends. */
  release(): void;
  /** Stops the server, even if others use it. */
  stop(): Promise<void>;
}

const waitSeconds = 90;
const pollMs = 25;

/**
 * Joins the running server of the folder, or starts it (about 1 s the first time, 0.1 s later). The server lives as
 * long as any client is active, and `lingerSeconds` more.
 *
 * @throws EmbeddedPlatformError, EmbeddedPackageError, EmbeddedUserError, EmbeddedPermissionError,
 *   EmbeddedDiskFullError, EmbeddedInitdbError, EmbeddedStartError, EmbeddedClusterMajorError,
 *   EmbeddedClusterBrokenError, EmbeddedBusyError
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const major = options.major ?? 18;
  const joined = join(findFolder(options.folder), major, options);
  if (joined !== undefined) return joined;

  const user = chooseServerUser(findFolder(options.folder).data);
  const folder = prepareFolder(options.folder, user);
  if (options.removeAtEnd && user !== undefined) chownSync(folder.home, user.uid, user.gid);
  const deadline = Date.now() + waitSeconds * 1000;
  while (Date.now() < deadline) {
    const release = tryStartLock(folder.lock);
    if (release !== undefined) {
      try {
        return join(folder, major, options) ?? (await start(folder, user, major, options));
      } finally {
        release();
      }
    }
    await pause(pollMs);
    const server = join(folder, major, options);
    if (server !== undefined) return server;
  }
  throw new EmbeddedBusyError({
    path: folder.home,
    pid: startLockHolder(folder.lock) ?? null,
    seconds: waitSeconds,
  });
}

function join(folder: ServerFolder, major: number, options: EmbeddedOptions): EmbeddedServer | undefined {
  const state = readServerState(folder.state);
  if (state === undefined) return undefined;
  const interest = joinPipe(state.pipe, options.keep ?? false);
  if (interest === undefined) return undefined;
  const facts = readClusterFacts(folder.cluster);
  if (facts === undefined || state.major !== major) {
    interest.release();
    if (facts !== undefined)
      throw new EmbeddedClusterMajorError({ path: folder.data, found: String(state.major), wanted: major });
    return undefined;
  }
  return server(folder, { ...state, interest, password: facts.password }, options, true);
}

async function start(folder: ServerFolder, user: ServerUser | undefined, major: number, options: EmbeddedOptions) {
  const { initdb, postgres } = prepareBinaries(major, options.resolveFrom, user);
  const profile = options.profile ?? 'durable';
  const facts = await ensureCluster({ folder, user, initdb, major, profile });
  // A server without its watchdog (which was killed too) can neither be joined nor trusted to stop.
  if (runningPostmaster(folder.data) !== undefined) await stopFolder(folder);
  const spread = profile === 'scratch' ? spreadDatabases(folder.data, user) : undefined;
  const started = await startServerProcess({
    postgres,
    folder,
    user,
    preferredPort: facts.port,
    lingerSeconds: options.lingerSeconds ?? 5,
    scratch: options.removeAtEnd ?? false,
    profile,
    options: serverOptions(profile, options.settings),
  });
  try {
    await spread;
    return await publish(folder, started, major, facts, options);
  } catch (error) {
    started.interest.release();
    await stopFolder(folder);
    throw error;
  }
}

/** Makes the database and lets others join. */
async function publish(
  folder: ServerFolder,
  { pid, port, pipe, interest }: StartedServer,
  major: number,
  facts: ClusterFacts,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const { password, databases } = facts;
  const database = options.database ?? 'braid';
  const isNew = !databases.includes(database);
  if (isNew) await ensureDatabase(embeddedUrl(port, password, 'postgres'), database);
  if (isNew || facts.port !== port) {
    writeClusterFacts(folder.cluster, { password, port, databases: isNew ? [...databases, database] : databases });
  }
  writeServerState(folder.state, { pid, port, major, pipe, startedAt: new Date().toISOString() });
  if (options.keep) joinPipe(pipe, true)?.release();
  return server(folder, { pid, port, interest, password }, options, false);
}

type Running = { pid: number; port: number; password: string; interest: Interest };

function server(folder: ServerFolder, running: Running, options: EmbeddedOptions, joined: boolean): EmbeddedServer {
  const { pid, port, password, interest } = running;
  return {
    url: embeddedUrl(port, password, options.database ?? 'braid'),
    port,
    pid,
    home: folder.home,
    joined,
    release: interest.release,
    stop: async () => {
      interest.release();
      await stopFolder(folder);
      if (options.removeAtEnd) rmSync(folder.home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
