import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { giveWay } from '../give-way.mjs';
import { alterations } from './alterations.mjs';

const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));

/**
 * A way to run the ten alterations; resolves when they are done.
 *
 * @typedef {{ name: string, migrates: boolean, run: (url: string, workspace: string) => Promise<void> }} Mode
 */

/** The first is what the others are measured against. @type {readonly Mode[]} */
export const modes = [
  { name: 'no migration', migrates: false, run: () => pause(9_000) },
  { name: 'migrate', migrates: true, run: migrate },
  { name: 'plain ALTERs', migrates: true, run: naive },
  { name: 'lock_timeout 1 s', migrates: true, run: withRetries },
];

/** @param {string} url @param {string} workspace */
async function migrate(url, workspace) {
  const child = spawn(process.execPath, [bin, '-C', workspace, '--quiet', '--url', url, 'upgrade', 'heads'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  // The start of a process costs half a second of a core that readers would have had. Users run it on another machine; the other modes start none.
  if (child.pid !== undefined) giveWay(child.pid);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`migrate ended with ${code}`);
}

/** @param {string} url */
async function naive(url) {
  const client = new pg.Client(url);
  await client.connect();
  for (const sql of alterations) await client.query(sql);
  await client.end();
}

/** What is usually advised: a timeout of a second, and another try a second later. @param {string} url */
async function withRetries(url) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`set lock_timeout = '1s'`);
  for (const sql of alterations) {
    while (!(await succeeds(client, sql))) await pause(1_000);
  }
  await client.end();
}

/** @param {pg.Client} client @param {string} sql */
async function succeeds(client, sql) {
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '55P03') return false;
    throw error;
  }
}
