import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { giveWay } from '../give-way.mjs';

const BIN = resolve(import.meta.dirname, '../../../packages/migrator/bin/migrate.cjs');

/**
 * A workspace with a table `accounts` of so many rows and a revision that changes them in batches in the background.
 *
 * @param {number} rows
 * @param {{ step?: number, options?: string, slow?: boolean }} how distance of the keys, options of the marker, whether a batch takes a tenth of a second at least
 */
export function writeWorkspace(rows, { step = 1, options = '', slow = false } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'braid-bench-batches-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'features/accounts/migrations');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'features/accounts/slice.json'), '{ "label": "accounts", "schema": null }');
  const table = `create table accounts (id bigint primary key, owner text not null, balance bigint not null default 0);
insert into accounts (id, owner) select n * ${step}, 'owner ' || n from generate_series(1, ${rows}) n;
analyze accounts;`;
  const change = `update accounts set balance = balance + 1 where id > :from and id <= :to${slow ? ' and (select pg_sleep(0.1)) is not null' : ''};`;
  const text = (
    /** @type {string} */ id,
    /** @type {string} */ header,
    /** @type {string} */ marker,
    /** @type {string} */ sql,
  ) =>
    `-- revision: ${id}\n${header}\n-- message: ${id}\n\n-- migrate:upgrade${marker}\n${sql}\n\n-- migrate:downgrade irreversible="only measured"\n`;
  writeFileSync(join(folder, 'a1.sql'), text('a1', '-- branch-label: accounts', '', table));
  const marker = ` batch="accounts(id)" ${options}`.trimEnd();
  writeFileSync(join(folder, 'b2.sql'), text('b2', '-- revises: a1\n-- background: true', marker, change));
  return root;
}

/**
 * Runs `migrate`; its events are told as they come.
 *
 * @param {string} root @param {string} url @param {readonly string[]} args
 * @param {(event: any) => void} [onEvent]
 * @param {boolean} [detached] in a session of its own
 */
export function migrate(root, url, args, onEvent = () => {}, detached = false) {
  const child = spawn(process.execPath, [BIN, ...args, '--url', url, '--json'], {
    ...{ cwd: root, detached },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = `${said}${line}\n`.slice(-2_000);
    if (line.startsWith('{')) onEvent(JSON.parse(line));
  });
  child.stdout.resume();
  /** @type {Promise<{ code: number | null, said: string }>} */
  const ended = new Promise((done) => child.on('close', (code) => done({ code, said })));
  return { child, ended };
}

/** @param {string} root @param {string} url @param {readonly string[]} args @param {(event: any) => void} [onEvent] */
export async function migrated(root, url, args, onEvent) {
  await endOf(migrate(root, url, args, onEvent), args);
}

/**
 * As on another machine, where users run it: its start takes no core from readers and writers.
 *
 * @param {string} root @param {string} url @param {readonly string[]} args
 */
export async function migratedElsewhere(root, url, args) {
  const running = migrate(root, url, args, undefined, true);
  if (running.child.pid !== undefined) giveWay(running.child.pid);
  await endOf(running, args);
}

/** @param {ReturnType<typeof migrate>} running @param {readonly string[]} args */
async function endOf(running, args) {
  const { code, said } = await running.ended;
  if (code !== 0) throw new Error(`migrate ${args.join(' ')} ended with ${code}: ${said}`);
}
