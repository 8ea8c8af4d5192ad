import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { embeddedStatus } from '../../../src/adapters/embedded/embedded-status.ts';
import { isAlive } from '../../../src/adapters/process/is-alive.ts';
import { longTest } from '../../support/sample.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';
import { client, gone, query, serverFolder } from './server-kit.ts';

test('a second process joins; the server outlives the first one and dies with the last, by kill -9', async () => {
  const folder = serverFolder();
  const first = await client({ folder });
  const started = await first.server;
  const second = await client({ folder });
  const joined = await second.server;
  expect(joined).toEqual({ ...started, joined: true });
  expect(started.joined).toBe(false);
  await query(started.url, "create table kept as select 'grün' as word");

  await first.kill();
  expect(await query(joined.url, 'select word from kept')).toEqual([{ word: 'grün' }]);
  await second.kill();
  await gone(started.pid);
  await waitFor('the supervisor to clean up', () => readdirSync(`${folder}/run`).length === 0);
  expect(embeddedStatus(folder)).toEqual({ state: 'stopped', home: folder, major: 18 });

  const third = await (await client({ folder })).server;
  expect(third).toMatchObject({ joined: false, url: started.url });
  expect(await query(third.url, 'select word from kept')).toEqual([{ word: 'grün' }]);
});

longTest('within the linger time the next process finds the server running', async () => {
  const folder = serverFolder();
  const first = await client({ folder, lingerSeconds: 60 }, { hold: false });
  const { pid } = await first.server;
  await new Promise((resolve) => first.process.once('close', resolve));
  expect(await (await client({ folder })).server).toMatchObject({ pid, joined: true });
});

longTest('with keep the server stays until it is stopped', async () => {
  const [folder, clock] = [serverFolder(), serverFolder()];
  const keeper = await client({ folder, keep: true }, { hold: false });
  const { pid, url } = await keeper.server;
  // A server without keep, started later, shows when its watchdog has acted.
  const other = await (await client({ folder: clock }, { hold: false })).server;
  await gone(other.pid);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(embeddedStatus(folder)).toMatchObject({ state: 'running', pid });
});

longTest('keep, asked of a running server, holds it too', async () => {
  const [folder, clock] = [serverFolder(), serverFolder()];
  const first = await client({ folder });
  const { pid, url } = await first.server;
  const keeper = await client({ folder, keep: true }, { hold: false });
  expect(await keeper.server).toMatchObject({ pid, joined: true });
  await first.kill();
  const other = await (await client({ folder: clock }, { hold: false })).server;
  await gone(other.pid);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

longTest('removeAtEnd leaves nothing behind after kill -9', async () => {
  const folder = tempDir();
  const only = await client({ folder, removeAtEnd: true });
  const { pid } = await only.server;
  await only.kill();
  await gone(pid);
  await waitFor('the folder to go', () => !existsSync(folder));
});

test('after kill -9 of the postmaster the next start finds all that was committed', async () => {
  const folder = serverFolder();
  const started = await (await client({ folder, profile: 'durable' })).server;
  await query(started.url, 'create table kept as select 1 as one');
  process.kill(started.pid, 'SIGKILL');
  await waitFor('the watchdog to notice', () => readdirSync(`${folder}/run`).length === 0);
  const again = await (await client({ folder })).server;
  expect(again.joined).toBe(false);
  expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('a server whose watchdog was killed as well is replaced by the next start', async () => {
  const folder = serverFolder();
  const first = await client({ folder });
  const orphan = await first.server;
  for (const pid of processGroup(orphan.pid)) if (pid !== orphan.pid) process.kill(pid, 'SIGKILL');
  await first.kill();
  expect(isAlive(orphan.pid)).toBe(true);
  const next = await (await client({ folder })).server;
  expect(next.joined).toBe(false);
  expect(next.pid).not.toBe(orphan.pid);
  await gone(orphan.pid);
});

/** The processes in the group of `pid`: the server, its watchdog, and what the watchdog runs. */
function processGroup(pid: number): number[] {
  const rows =
    process.platform === 'linux'
      ? readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [groupOf(Number(name))] : []))
      : execFileSync('ps', ['-A', '-o', 'pid=,pgid='], { encoding: 'utf8' })
          .trim()
          .split('\n')
          .map((line) => line.trim().split(/\s+/).map(Number));
  const group = rows.find((row) => row[0] === pid)?.[1];
  return rows.flatMap(([member, of]) => (member !== undefined && of === group ? [member] : []));
}

function groupOf(pid: number): number[] {
  try {
    // proc(5): after the command name come state, parent and process group.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])];
  } catch {
    return [pid];
  }
}
