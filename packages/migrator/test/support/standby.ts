import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/adapters/embedded/start-embedded.ts';
import { makeTempDir, removeTempDir } from './temp-dir.ts';

export interface Pair {
  readonly url: string;
  /** The same database, on the standby. */
  readonly standbyUrl: string;
  close(): Promise<void>;
}

/**
 * A primary and a hot standby that streams from it, both embedded: stopped, copied, and started again.
 *
 * @param more settings of both
 */
export async function openPair(more: Readonly<Record<string, string>> = {}): Promise<Pair> {
  const root = makeTempDir('braid-scratch-pair-');
  const settings = { wal_level: 'replica', max_wal_senders: '4', hot_standby: 'on', fsync: 'off', ...more };
  const start = (name: string, own: Readonly<Record<string, string>> = {}) =>
    startEmbedded({
      folder: join(root, name),
      profile: 'durable',
      lingerSeconds: 0,
      settings: { ...settings, ...own },
    });
  const first = await start('primary');
  const data = join(first.home, 'data');
  await first.stop();
  appendFileSync(join(data, 'pg_hba.conf'), '\nhost replication all 127.0.0.1/32 scram-sha-256\n');
  const copy = join(root, 'standby');
  writeFileSync(join(data, 'standby.signal'), '');
  // With the owner of each file, who is another user where the tests run as root.
  execFileSync('cp', ['-a', first.home, copy]);
  rmSync(join(data, 'standby.signal'));
  const primary = await start('primary');
  const { hostname: host, port, username, password } = new URL(primary.url);
  const standby = await start('standby', {
    primary_conninfo: `host=${host} port=${port} user=${username} password=${decodeURIComponent(password)} application_name=standby`,
  });
  return {
    url: primary.url,
    standbyUrl: standby.url,
    async close() {
      await standby.stop();
      await primary.stop();
      removeTempDir(root);
    },
  };
}

/** One statement on a connection of its own. */
export async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
