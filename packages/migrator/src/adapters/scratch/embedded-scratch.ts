import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Variables } from '../../conninfo/parse/setting.ts';
import {
  EmbeddedClusterBrokenError,
  EmbeddedClusterMajorError,
  EmbeddedStartError,
} from '../../errors/embedded/cluster-errors.ts';
import { EmbeddedPermissionError } from '../../errors/embedded/host-errors.ts';
import { ScratchFolderError } from '../../errors/workspace/folder-errors.ts';
import { resetEmbedded } from '../embedded/reset-embedded.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../embedded/start-embedded.ts';
import { systemCode } from '../process/system-code.ts';

/** An administrator's URL of the scratch server, and the way to lose interest in it. */
export interface ScratchSource {
  url(): Promise<string>;
  /** What adds to the URL. */
  readonly variables?: Variables | undefined;
  /** The server serves nobody but Braid. */
  readonly isOwn?: boolean;
  release(): void;
}

/**
 * Nothing here survives a crash of the machine, nobody logs on to it by hand, and CREATE DATABASE copies as fast as the
 * disk.
 */
const settings = { autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0' };

/**
 * A cluster of its own beside the developer's: its `fsync=off` must not endanger the developer's rows, and theirs would
 * make each clone wait for the disk (twice a checkpoint). What is in it can be made again, so a cluster that does not
 * start (after a power cut), or of another major, is thrown away.
 */
export function embeddedScratch(
  options: Pick<EmbeddedOptions, 'folder' | 'major' | 'resolveFrom' | 'lingerSeconds' | 'removeAtEnd'>,
): ScratchSource {
  let server: Promise<EmbeddedServer> | undefined;
  const start = () =>
    startEmbedded({ lingerSeconds: 30, ...options, profile: 'scratch', settings, database: 'postgres' });
  const startOrRemake = async (): Promise<EmbeddedServer> => {
    try {
      return await start();
    } catch (error) {
      if (!isLost(error)) throw asUnwritable(error, options.folder);
      await resetEmbedded(options.folder);
      return await start();
    }
  };
  return {
    isOwn: true,
    async url() {
      server ??= startOrRemake();
      return (await server).url;
    },
    release() {
      void server?.then((running) => running.release()).catch(() => undefined);
    },
  };
}

/** What the system says where nothing may be written. */
const UNWRITABLE = ['EROFS', 'EACCES', 'EPERM'];

function asUnwritable(error: unknown, folder: string): unknown {
  const said = systemCode(error instanceof EmbeddedPermissionError ? error.cause : error);
  // On a read-only file system Node's recursive mkdir says ENOENT.
  const reason = said === 'ENOENT' ? writeRefusal(folder) : said;
  if (reason === undefined || !UNWRITABLE.includes(reason)) return error;
  return new ScratchFolderError({ folder, reason }, { cause: error });
}

/** Why nothing can be made in the nearest folder above that is there; `undefined` when something can. */
function writeRefusal(folder: string): string | undefined {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    return undefined;
  } catch (error) {
    return systemCode(error);
  }
}

function isLost(error: unknown): boolean {
  return (
    error instanceof EmbeddedStartError ||
    error instanceof EmbeddedClusterBrokenError ||
    error instanceof EmbeddedClusterMajorError
  );
}
