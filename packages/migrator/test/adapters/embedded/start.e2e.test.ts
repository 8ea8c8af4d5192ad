import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedStatus } from '../../../src/adapters/embedded/embedded-status.ts';
import { resetEmbedded } from '../../../src/adapters/embedded/reset-embedded.ts';
import { startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { olderMajor } from '../../support/older-major.ts';
import { longTest } from '../../support/sample.ts';
import { waitFor } from '../../support/wait-for.ts';
import { client, gone, query, serverFolder } from './server-kit.ts';

const scratch = { profile: 'scratch', lingerSeconds: 0 } as const;

test('start, status, stop and reset in one process', async () => {
  const folder = serverFolder();
  expect(embeddedStatus(folder)).toEqual({ state: 'absent', home: folder });
  expect(await stopEmbedded(folder)).toBe(false);
  const server = await startEmbedded({ folder, ...scratch });
  expect(new URL(server.url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/braid', username: 'postgres' });
  expect(embeddedStatus(folder)).toMatchObject({ state: 'running', pid: server.pid, port: server.port, major: 18 });
  await query(server.url, 'create table t ()');

  expect(await stopEmbedded(folder)).toBe(true);
  expect(embeddedStatus(folder)).toEqual({ state: 'stopped', home: folder, major: 18 });
  expect(await resetEmbedded(folder)).toBe(true);
  expect(embeddedStatus(folder)).toEqual({ state: 'absent', home: folder });
  expect(await resetEmbedded(folder)).toBe(false);

  const empty = await startEmbedded({ folder, ...scratch });
  expect(await query(empty.url, "select to_regclass('t') as t")).toEqual([{ t: null }]);
  await empty.stop();
  await gone(empty.pid);
});

/** As lsattr(1) shows them; empty where the file system has none. */
function attributesOf(folder: string): string {
  return spawnSync('lsattr', ['-d', folder], { encoding: 'utf8' }).stdout?.split(' ')[0] ?? '';
}

/** Folders that are not kept in memory; those of ext4 have extents. */
const onExt4 = ['/var/tmp', tmpdir()].find((folder) => attributesOf(folder).includes('e'));

test.skipIf(onExt4 === undefined)('a scratch cluster spreads its databases over ext4', async () => {
  const home = mkdtempSync(`${onExt4}/braid-spread-`);
  chmodSync(home, 0o755);
  const folder = `${home}/postgres`;
  onTestFinished(async () => {
    await resetEmbedded(folder);
    rmSync(home, { recursive: true });
  });
  const first = await startEmbedded({ folder, ...scratch });
  expect(attributesOf(`${folder}/data/base`)).toContain('T');
  expect(attributesOf(`${folder}/data`)).not.toContain('T');
  await first.stop();
  // One that was made before clusters did so.
  spawnSync('chattr', ['-T', `${folder}/data/base`]);
  await startEmbedded({ folder, ...scratch });
  expect(attributesOf(`${folder}/data/base`)).toContain('T');
  await stopEmbedded(folder);
  // What people keep is laid out as the file system does it.
  spawnSync('chattr', ['-T', `${folder}/data/base`]);
  await startEmbedded({ folder, profile: 'durable', lingerSeconds: 0 });
  expect(attributesOf(`${folder}/data/base`)).not.toContain('T');
});

longTest('ten starts at once on an empty folder end with one server', async () => {
  const folder = serverFolder();
  const clients = await Promise.all(Array.from({ length: 10 }, () => client({ folder })));
  const servers = await Promise.all(clients.map((each) => each.server));
  expect(new Set(servers.map(({ pid, url }) => `${pid} ${url}`)).size).toBe(1);
  expect(servers.filter(({ joined }) => !joined)).toHaveLength(1);
  const [any] = servers;
  expect(await query(any?.url ?? '', 'select current_database() as name')).toEqual([{ name: 'braid' }]);
});

test('a start that was killed in the middle of initdb leaves nothing that harms the next one', async () => {
  const folder = serverFolder();
  const killed = await client({ folder });
  await waitFor('initdb to begin', () => readdirSync(folder).some((name) => name.startsWith('data.new-')));
  await killed.kill();
  expect(existsSync(`${folder}/data`)).toBe(false);
  const { url } = await (await client({ folder })).server;
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

longTest('a data folder that is not a cluster is set aside, not deleted', async () => {
  const folder = serverFolder();
  mkdirSync(`${folder}/data/base`, { recursive: true });
  writeFileSync(`${folder}/data/base/mine`, 'mine');
  const { url } = await (await client({ folder })).server;
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  const aside = readdirSync(folder).find((name) => name.startsWith('data.aside-'));
  expect(readFileSync(`${folder}/${aside}/base/mine`, 'utf8')).toBe('mine');
});

longTest('a cluster that lost a file is left alone', async () => {
  const folder = serverFolder();
  mkdirSync(`${folder}/data/global`, { recursive: true });
  writeFileSync(`${folder}/data/global/pg_control`, '');
  await expect(startEmbedded({ folder, ...scratch })).rejects.toMatchObject({ code: 'embedded-cluster-broken' });
  expect(existsSync(`${folder}/data/global/pg_control`)).toBe(true);
});

test("a postmaster.pid with a stranger's number does not keep the server from starting", async () => {
  const folder = serverFolder();
  await (await startEmbedded({ folder, ...scratch })).stop();
  writeFileSync(`${folder}/data/postmaster.pid`, `${process.pid}\n${folder}/data\n0\n1\n\n\n 0 0\nready\n`);
  expect(embeddedStatus(folder)).toMatchObject({ state: 'stopped' });
  const { pid } = await (await client({ folder })).server;
  expect(pid).not.toBe(process.pid);
});

longTest('when its former port is taken, the server takes another', async () => {
  const folder = serverFolder();
  const first = await startEmbedded({ folder, ...scratch });
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  await new Promise((resolve) => squatter.once('listening', resolve));
  const second = await (await client({ folder })).server;
  expect(second.port).not.toBe(first.port);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test("the caller's locale and time zone do not reach the cluster; strangers need the password", async () => {
  const folder = serverFolder();
  const env = { ...process.env, LANG: 'C', LC_ALL: 'POSIX', TZ: 'Asia/Tokyo', PGPORT: '1', PGDATA: '/nowhere' };
  const { url } = await (await client({ folder }, { env })).server;
  const sql = `select current_setting('server_encoding') as encoding, upper('grün') as upper,
    current_setting('TimeZone') as zone, datcollate as collation from pg_database where datname = current_database()`;
  expect(await query(url, sql)).toMatchObject([
    { encoding: 'UTF8', upper: 'GRÜN', zone: expect.stringMatching(/UTC$/) },
  ]);
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(statSync(`${folder}/cluster.json`).mode & 0o077).toBe(0);
});

test('another major runs beside it, and is not mixed up with it', async () => {
  const folder = serverFolder();
  const current = await startEmbedded({ folder, ...scratch });
  const older = await olderMajor();
  onTestFinished(older.stop);
  const version = "select current_setting('server_version_num')::int / 10000 as major";
  expect(await query(current.url, version)).toEqual([{ major: 18 }]);
  expect(await query(older.url, version)).toEqual([{ major: 15 }]);
  await expect(startEmbedded({ folder, major: 15 })).rejects.toMatchObject({ code: 'embedded-cluster-other-major' });
  await current.stop();
  writeFileSync(`${folder}/data/PG_VERSION`, '17\n');
  await expect(startEmbedded({ folder })).rejects.toMatchObject({
    code: 'embedded-cluster-other-major',
    facts: { found: '17', wanted: 18 },
    hint: expect.stringContaining('migrate db reset'),
  });
});
