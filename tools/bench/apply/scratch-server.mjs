import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../../packages/migrator/dist/adapters/embedded/start-embedded.js';

/**
 * A throw-away server with databases to measure on.
 *
 * @typedef {object} ScratchServer
 * @property {string} version
 * @property {string} place where its data lies, for the report
 * @property {(name: string, template?: string) => Promise<string>} createDatabase drops the database of that name first; returns its URL
 * @property {(name: string) => string} urlOf
 * @property {(name: string) => Promise<void>} dropDatabase
 * @property {(name: string, sql: string) => Promise<unknown[]>} query the first column of the rows, on a connection that is closed afterwards
 * @property {(name: string) => Promise<number>} sessionCpu milliseconds of all sessions that have ended, once none is left in that database
 * @property {() => Promise<void>} stop
 */

const memory = '/dev/shm';

/**
 * Starts it through the migrator's own adapter: nothing is synced. Autovacuum is off, so that no round has it and another has not. The data lies in memory where
 * the system has a folder for that: making a file costs a disk 0.5 to 1.2 ms, from one minute to the next, and a table is two files.
 *
 * @returns {Promise<ScratchServer>}
 */
export async function startScratchServer() {
  const parent = existsSync(memory) ? memory : tmpdir();
  const server = await startEmbedded({
    folder: mkdtempSync(join(parent, 'braid-bench-server-')),
    profile: 'scratch',
    removeAtEnd: true,
    settings: { autovacuum: 'off', shared_buffers: '128MB' },
  });
  const admin = new pg.Client(server.url);
  await admin.connect();
  const version = (await admin.query('show server_version')).rows[0].server_version;
  const urlOf = (/** @type {string} */ name) => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const dropDatabase = async (/** @type {string} */ name) => {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  };
  return {
    version,
    place: parent === memory ? `in memory (${memory})` : `on disk (${parent})`,
    async createDatabase(name, template = 'template0') {
      await dropDatabase(name);
      const [quoted, source] = [name, template].map(pg.escapeIdentifier);
      await admin.query(`create database ${quoted} template ${source} strategy file_copy`);
      return urlOf(name);
    },
    urlOf,
    dropDatabase,
    async query(name, sql) {
      const client = new pg.Client(urlOf(name));
      await client.connect();
      try {
        const { rows } = await client.query({ text: sql, rowMode: 'array' });
        return rows.map((row) => row[0]);
      } finally {
        await client.end();
      }
    },
    async sessionCpu(name) {
      const left = 'select 1 from pg_stat_activity where datname = $1';
      while ((await admin.query(left, [name])).rows.length > 0) await pause(5);
      // A session is gone from the view a moment before its process is.
      await pause(20);
      return cpuOfEnded(server.pid);
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

/**
 * User and system time of the children that a process has waited for, in milliseconds (Linux counts it in hundredths of a second); 0 elsewhere.
 *
 * @param {number | 'self'} pid
 */
export function cpuOfEnded(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}
