import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Variables } from '../../conninfo/parse/setting.ts';
import { startEmbedded } from '../embedded/start-embedded.ts';
import { connect } from '../pg/reach/connect.ts';
import { isAlive } from '../process/is-alive.ts';
import { createScratch, dropAbandonedScratch, dropScratch } from '../scratch/create-scratch.ts';
import { isAbandonedSuffix, type ScratchMaker, scratchSuffix } from '../scratch/scratch-name.ts';
import { rehearsalFolder, sweepRehearsals } from './rehearsal-folder.ts';

/** An empty database for a copy. */
export interface RehearsalDatabase {
  readonly kind: 'embedded' | 'shadow';
  readonly url: string;
  readonly variables: Variables;
}

export interface RehearsalServerOptions {
  /** The workspace. */
  readonly home: string;
  readonly shadowUrl: string | undefined;
  /** What adds to `shadowUrl`. */
  readonly variables: Variables;
  readonly maker: ScratchMaker;
}

/**
 * As a server of production: write-ahead log for everything, and synced. Only what would come between two measurements
 * is off.
 */
const settings = { autovacuum: 'off', wal_level: 'replica', max_wal_size: '4GB', shared_buffers: '128MB' };

/**
 * Provides an empty database and drops it afterwards. The embedded server is one of its own, whose watchdog deletes it
 * whole when this process dies; on the shadow server the next command that uses it drops what a dead process left.
 */
export async function withRehearsalDatabase<T>(
  options: RehearsalServerOptions,
  work: (database: RehearsalDatabase) => Promise<T>,
): Promise<T> {
  const { shadowUrl } = options;
  return shadowUrl === undefined ? await onEmbedded(options, work) : await onShadow(options, shadowUrl, work);
}

async function onEmbedded<T>({ home }: RehearsalServerOptions, work: (database: RehearsalDatabase) => Promise<T>) {
  const folder = join(home, '.braid/rehearsal');
  sweepRehearsals(folder);
  const server = await startEmbedded({
    folder: rehearsalFolder(folder, process.pid, randomBytes(4).toString('hex')),
    ...{ settings, database: 'rehearsal', lingerSeconds: 1, removeAtEnd: true },
  });
  try {
    return await work({ kind: 'embedded', url: server.url, variables: {} });
  } finally {
    await server.stop();
    sweepRehearsals(folder);
  }
}

async function onShadow<T>(
  { variables, maker }: RehearsalServerOptions,
  shadowUrl: string,
  work: (database: RehearsalDatabase) => Promise<T>,
): Promise<T> {
  const open = () => connect({ url: shadowUrl, variables, source: 'shadowUrl', applicationName: 'braid scratch' });
  const scratch = await lent(open, async (admin) => {
    await dropAbandonedScratch(admin, (suffix) => isAbandonedSuffix(suffix, maker.host, Date.now(), isAlive));
    return await createScratch(admin, shadowUrl, scratchSuffix(maker, Date.now(), randomBytes(4).toString('hex')));
  });
  try {
    return await work({ kind: 'shadow', url: scratch.url, variables });
  } finally {
    // A connection that was open all the time may have been ended meanwhile.
    await lent(open, (admin) => dropScratch(admin, scratch.name));
  }
}

async function lent<T>(open: () => Promise<Client>, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await open();
  client.on('error', () => {});
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
