import type { Variables } from '../../conninfo/parse/setting.ts';
import {
  EmbeddedClusterBrokenError,
  EmbeddedClusterMajorError,
  EmbeddedStartError,
} from '../../errors/embedded/cluster-errors.ts';
import { resetEmbedded } from '../embedded/reset-embedded.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../embedded/start-embedded.ts';

/** An administrator's URL of the scratch server, and the way to lose interest in it. */
export interface ScratchSource {
  url(): Promise<string>;
  /** What adds to the URL. */
  readonly variables?: Variables | undefined;
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
    startEmbedded({ lingerSeconds: 30, ...options, profile: 'scratch', settings, database: 'scratch' });
  const startOrRemake = async (): Promise<EmbeddedServer> => {
    try {
      return await start();
    } catch (error) {
      if (!isLost(error)) throw error;
      await resetEmbedded(options.folder);
      return await start();
    }
  };
  return {
    async url() {
      server ??= startOrRemake();
      return (await server).url;
    },
    release() {
      void server?.then((running) => running.release()).catch(() => undefined);
    },
  };
}

function isLost(error: unknown): boolean {
  return (
    error instanceof EmbeddedStartError ||
    error instanceof EmbeddedClusterBrokenError ||
    error instanceof EmbeddedClusterMajorError
  );
}
