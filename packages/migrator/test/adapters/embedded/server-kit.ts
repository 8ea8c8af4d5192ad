import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { EmbeddedOptions } from '../../../src/adapters/embedded/start-embedded.ts';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { isAlive } from '../../../src/adapters/process/is-alive.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type Client, type ClientRequest, startClient } from './client.ts';

/** A server folder of one test's own, stopped and removed at the test's end. */
export function serverFolder(): string {
  const folder = `${tempDir()}/postgres`;
  onTestFinished(async () => {
    await stopEmbedded(folder);
  });
  return folder;
}

/** A client that is killed at the test's end. Linger is 0 and the profile scratch unless said otherwise. */
export async function client(options: EmbeddedOptions, request?: ClientRequest): Promise<Client> {
  const started = await startClient({ profile: 'scratch', lingerSeconds: 0, ...options }, request);
  onTestFinished(started.kill);
  return started;
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    const { rows }: pg.QueryResult<Record<string, unknown>> = await connection.query(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

/** Waits until the process is gone. */
export async function gone(pid: number): Promise<void> {
  await waitFor(`process ${pid} to end`, () => !isAlive(pid));
}
