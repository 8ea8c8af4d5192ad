import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../../packages/migrator/dist/adapters/embedded/start-embedded.js';
import { giveWay } from '../give-way.mjs';

/**
 * A primary and a hot standby that streams from it: stopped, copied with its folder, started again.
 *
 * @typedef {object} Pair
 * @property {string} url
 * @property {string} standbyUrl
 * @property {number} postmaster the primary's first process
 * @property {string} log file of what the primary says
 * @property {() => Promise<void>} settled waits until the standby has replayed what is written, and both have it on their disks
 * @property {() => Promise<void>} stop
 */

/**
 * Fills 128 files of WAL, 2 GB. A server that has run for a day writes into files that a checkpoint has left for reuse. On a new one, each has to be filled
 * with zeros and synced first, and all who write anything to WAL wait for that, be they readers who tidy up a page.
 */
const FILLED = `do $$ begin
  for n in 1..128 loop
    perform pg_logical_emit_message(false, 'bench', 'x');
    perform pg_switch_wal();
  end loop;
end $$`;

/** @returns {Promise<Pair>} */
export async function startPair() {
  const root = mkdtempSync(join(tmpdir(), 'braid-bench-pair-'));
  // The server runs as another user where the bench runs as root.
  execFileSync('chmod', ['755', root]);
  const wal = { max_wal_size: '4GB', min_wal_size: '2GB' };
  const settings = { wal_level: 'replica', max_wal_senders: '4', hot_standby: 'on', ...wal };
  const start = (/** @type {string} */ folder, /** @type {Record<string, string>} */ more = {}) =>
    startEmbedded({
      folder,
      profile: 'durable',
      lingerSeconds: 0,
      settings: { ...settings, ...more },
    });
  const first = await start(join(root, 'primary'));
  const data = join(first.home, 'data');
  await first.stop();
  appendFileSync(join(data, 'pg_hba.conf'), '\nhost replication all 127.0.0.1/32 scram-sha-256\n');
  writeFileSync(join(data, 'standby.signal'), '');
  const elsewhere = mkdtempSync(join(roomOfStandby(), 'braid-bench-standby-'));
  execFileSync('chmod', ['755', elsewhere]);
  execFileSync('cp', ['-a', first.home, join(elsewhere, 'standby')]);
  rmSync(join(data, 'standby.signal'));
  const primary = await start(join(root, 'primary'));
  // A standby that is behind when a checkpoint reuses what it still needs would stay behind.
  await ask(primary.url, "select pg_create_physical_replication_slot('standby', true)");
  const { hostname, port, username, password } = new URL(primary.url);
  const standby = await start(join(elsewhere, 'standby'), {
    primary_conninfo: `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)} application_name=standby`,
    primary_slot_name: 'standby',
    // Elsewhere its disk is not the one that the primary waits for.
    fsync: 'off',
  });
  await givesWay(standby.url, postmasterOf(standby.home));
  const pair = {
    url: primary.url,
    standbyUrl: standby.url,
    log: join(primary.home, 'server.log'),
    postmaster: postmasterOf(primary.home),
    async settled() {
      const [written] = await ask(primary.url, 'select pg_current_wal_lsn()::text as lsn');
      const replayed = `select pg_last_wal_replay_lsn() >= '${written?.lsn}' as all`;
      for (let tries = 0; (await ask(standby.url, replayed))[0]?.all !== true; tries += 1) {
        if (tries > 1_500) throw new Error('the standby is still behind after five minutes');
        await pause(200);
      }
      for (const url of [primary.url, standby.url]) await ask(url, 'checkpoint');
      // What the standby has not synced.
      execFileSync('sync');
    },
    async stop() {
      await standby.stop();
      await primary.stop();
      for (const folder of [root, elsewhere]) rmSync(folder, { recursive: true, force: true });
    },
  };
  await ask(pair.url, FILLED);
  await pair.settled();
  return pair;
}

/**
 * Elsewhere a standby writes to a disk of its own: in memory where there is room for what it gets, else next to the primary. What it does not sync, the kernel
 * writes after half a minute, and the commits of the primary wait for that where both have one disk.
 */
function roomOfStandby() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 8e9 ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** @param {string} home */
function postmasterOf(home) {
  return Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

/**
 * Elsewhere a standby has a machine of its own: here, it is not to take a core from those who read and write.
 *
 * @param {string} url @param {number} postmaster
 */
async function givesWay(url, postmaster) {
  const processes = await ask(url, 'select pid from pg_stat_activity where pid <> pg_backend_pid()');
  for (const pid of [postmaster, ...processes.map((row) => row.pid)]) giveWay(pid);
}

/** @param {string} url @param {string} sql @returns {Promise<Record<string, any>[]>} */
export async function ask(url, sql) {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
