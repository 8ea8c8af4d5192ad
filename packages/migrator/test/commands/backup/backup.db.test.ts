import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ownServer } from '../../faults/support/own-server.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { HAS_PG_DUMP } from '../../support/pg-dump.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { type SliceWorkspace, sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { randomTables, restoredDatabase, rowsOf } from './backup-kit.ts';

const [A, B, C] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];
/** `npm run test:backups` says 10. */
const ROUNDS = Number(process.env.BRAID_BACKUPS ?? 1);

const logging = ownServer({ wal_level: 'replica' });
let server: TestPostgres;
beforeAll(async () => {
  server = await olderMajor();
});
afterAll(() => server.stop());

const LOSSY =
  'alter table t0 drop column a; drop table "Tab le 1"; delete from t2 where id % 2 = 0; update t2 set b = 0;';
/** A tool that every machine has: it writes what it is told, and where it got its password from. */
const node = (code: string) => [process.execPath, '-e', code, '{file}'];
const WRITE = node("require('fs').writeFileSync(process.argv[1], 'the rows of ' + process.env.PGDATABASE)");

async function shop(url?: string): Promise<{ database: FreshDatabase; workspace: SliceWorkspace }> {
  const database = await freshDatabase(url);
  const workspace = sliceWorkspace(database);
  workspace.revision(A, '', { up: randomTables(1) });
  workspace.revision(B, A, { up: LOSSY });
  return { database, workspace };
}

const files = ({ root }: SliceWorkspace, dir = '.braid/backups') =>
  readdirSync(join(root, dir)).filter((name) => name !== '.gitignore');

test.each(Array.from({ length: ROUNDS }, (_, seed) => seed + 1))(
  'database %d: backup, a lossy upgrade, restore: all rows are there again',
  async (seed) => {
    const database = await freshDatabase(server.url);
    const workspace = sliceWorkspace(database);
    workspace.configure({ shadowUrl: inject('postgresUrl') });
    workspace.revision(A, '', { up: randomTables(seed) });
    workspace.revision(B, A, { up: LOSSY });
    expect((await workspace.migrate('upgrade', 'shop@+1')).exitCode).toBe(0);
    const before = await rowsOf(database);
    const upgraded = await workspace.migrate('upgrade', 'heads', '--backup', 'before,after');
    if (!HAS_PG_DUMP) {
      expect(upgraded).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('[backup-failed]') });
      expect(await rowsOf(database)).toEqual(before);
      return;
    }
    expect(upgraded).toMatchObject({ exitCode: 0 });
    const after = await rowsOf(database);
    expect(after).not.toEqual(before);

    const [file = '', , afterwards = ''] = files(workspace).sort(
      (a, b) => Number(a.includes(B)) - Number(b.includes(B)),
    );
    const copy = { ...database, url: `${database.url}_before` };
    const restored = await workspace.migrate('restore', file, '--into', copy.url, '--json');
    expect(restored).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(restored.stdout)).toMatchObject({ created: true, heads: [A], check: { findings: [] } });
    const other = sliceWorkspace(copy);
    const connected = restoredDatabase(copy.url, server.url);
    try {
      expect(await rowsOf(connected)).toEqual(before);
      // The run that held the lease was at work on another database.
      for (const id of [A, B]) other.revision(id, id === A ? '' : A, { up: id === A ? randomTables(seed) : LOSSY });
      expect((await other.migrate('upgrade', 'heads', '--lock-wait', '0')).exitCode).toBe(0);
      expect(await rowsOf(connected)).toEqual(after);
    } finally {
      await connected.drop();
    }
    expect(afterwards).toContain(B);
  },
);

test('the log has path, size, SHA-256 and restore point, and the file is what they say', async () => {
  // The servers of tests write as little of a log as they can, and refuse it.
  const { database, workspace } = await shop(logging.url);
  const [began] = await database.query('select pg_current_wal_lsn() as lsn');
  workspace.configure({ backup: { before: 'lossy', command: WRITE } });
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  const [file = '', note = ''] = files(workspace).sort();
  const manifest = JSON.parse(readFileSync(join(workspace.root, '.braid/backups', note), 'utf8'));
  const path = join(workspace.root, '.braid/backups', file);
  expect(manifest).toMatchObject({
    file,
    tool: 'command',
    heads: [],
    bytes: statSync(path).size,
  });
  expect(manifest.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  expect(statSync(path).mode & 0o077).toBe(0);
  const { entries } = JSON.parse((await workspace.migrate('log', '--json')).stdout);
  const messages = entries.map((entry: { message?: string }) => entry.message);
  expect(messages).toContain(`before the run: command ${path} (${manifest.bytes} bytes, sha256 ${manifest.sha256})`);
  const [, lsn = ''] =
    new RegExp(`restore point braid_${manifest.runId} at ([0-9A-F]+/[0-9A-F]+)`).exec(messages.join('\n')) ?? [];
  const [past] = await database.query('select $1::pg_lsn between $2 and pg_current_wal_lsn() as ok', [lsn, began?.lsn]);
  expect(past).toEqual({ ok: true });
});

test('a backup that fails means that nothing runs, with an exit code of its own', async () => {
  const { database, workspace } = await shop();
  const failing = [
    { command: node('process.exit(3)') },
    { command: node('') },
    { command: ['braid-no-such-tool', '{file}'] },
    { command: WRITE, verify: node('process.exit(1)') },
    { command: WRITE, dir: 'package.json/backups' },
  ];
  for (const backup of failing) {
    workspace.configure({ backup: { before: 'always', ...backup } });
    const result = await workspace.migrate('upgrade');
    expect(result).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('Nothing was run.') });
    expect(await rowsOf(database)).toEqual({});
  }
  expect(files(workspace)).toEqual([]);
  const newer = await workspace.migrate('downgrade', 'base', '--backup', 'before');
  expect(newer.exitCode).toBe(0);
  workspace.configure({ backup: { after: true, command: node('process.exit(3)') } });
  const after = await workspace.migrate('upgrade');
  expect(after).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('The revisions are applied.') });
  expect(Object.keys(await rowsOf(database))).toContain('t0');
});

test('a pg_dump that is older than the server, or not there, is refused with what gets one', async () => {
  const { database } = await shop(inject('postgresUrl'));
  const none = sliceWorkspace(database, { PATH: '/nowhere' });
  none.revision(A, '', { up: 'create table t (id int);' });
  const result = await none.migrate('upgrade', '--backup', 'before');
  const [{ version } = { version: 0 }] = await database.query(
    "select current_setting('server_version_num')::int as version",
  );
  const major = Math.floor(Number(version) / 10_000);
  expect(result.exitCode === 0 ? major <= 15 : result.exitCode === 5).toBe(true);
  if (result.exitCode === 5)
    expect(result.stderr).toMatch(/needs pg_dump, which is not installed.*\n.*apt-get install/);
});

test('lossy: only runs that may lose data are backed up; required: nobody does without', async () => {
  const { workspace } = await shop();
  workspace.revision(C, B, { up: 'create table quiet (id int);' });
  workspace.configure({ backup: { before: 'lossy', command: WRITE, required: true } });
  expect((await workspace.migrate('upgrade', B, '--backup', 'never')).stderr).toContain('[backup-required]');
  expect((await workspace.migrate('upgrade', B)).exitCode).toBe(0);
  const made = files(workspace).length;
  expect(made).toBe(2);
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  expect(files(workspace)).toHaveLength(made);
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  expect((await workspace.migrate('downgrade', '-1')).exitCode).toBe(0);
  expect(files(workspace)).toHaveLength(made + 2);
});

test('keep removes what Braid made and verified of this database, and nothing else', async () => {
  const { workspace } = await shop();
  workspace.configure({ backup: { before: 'always', command: WRITE, dir: 'kept', keep: 1 } });
  expect((await workspace.migrate('upgrade', 'shop@+1')).exitCode).toBe(0);
  const [first = ''] = files(workspace, 'kept').sort();
  writeFileSync(join(workspace.root, 'kept/mine.dump'), 'precious');
  writeFileSync(join(workspace.root, 'kept/mine.json'), '{}');
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  expect(files(workspace, 'kept')).toHaveLength(4);
  expect(files(workspace, 'kept')).not.toContain(first);
  // A file that is not as it was made is not removed either.
  const [second = ''] = files(workspace, 'kept').filter((name) => name.endsWith('.backup'));
  truncateSync(join(workspace.root, 'kept', second), 3);
  expect((await workspace.migrate('downgrade', '-1')).exitCode).toBe(0);
  expect(files(workspace, 'kept')).toEqual(expect.arrayContaining([second, 'mine.dump', 'mine.json']));
  const verified = await workspace.migrate('backup', 'verify');
  expect(verified).toMatchObject({
    exitCode: 3,
    stdout: expect.stringMatching(new RegExp(`✗ .*${second}: it has 3 bytes`)),
  });
  expect((await workspace.migrate('backup', 'list')).stdout).toContain('missing or changed');
});

test('the hint of a failed upgrade names the backup, also to hooks, and what it restores', async () => {
  const { database, workspace } = await shop(server.url);
  workspace.revision(C, B, { up: 'select 1/0;' });
  const dump = HAS_PG_DUMP ? {} : { command: WRITE };
  const hook = node("require('fs').writeFileSync('failed', JSON.stringify(process.env))");
  workspace.configure({ backup: { before: 'always', ...dump }, hooks: { onFailure: [hook] } });
  const failed = await workspace.migrate('upgrade');
  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('division by zero') });
  const [, file = ''] = /migrate restore (\S+) --into '…'/.exec(failed.stderr) ?? [];
  expect(files(workspace)).toContain(file.split('/').at(-1));
  const said = JSON.parse(readFileSync(join(workspace.root, 'failed'), 'utf8'));
  expect(said).toMatchObject({ BRAID_HOOK: 'onFailure', BRAID_BACKUP: file, BRAID_ERROR_CODE: 'statement-failed' });
  expect(said.BRAID_HEADS).toBe(B);
  // Into a database that is in use it is refused, and the command of that hint was typed already.
  const refused = await workspace.migrate('restore', file, '--into', database.url);
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[restore-refused]') });
  expect(refused.stderr).toContain(`migrate restore ${file} --into '…'`);
  truncateSync(file, 5);
  expect((await workspace.migrate('restore', file, '--into', `${database.url}_x`)).stderr).toContain('is damaged');
});

test('hooks run in their order, and one that fails before the run means that nothing runs', async () => {
  const { database, workspace } = await shop();
  const note = (exit: number) =>
    node(
      `require('fs').appendFileSync('order', process.env.BRAID_HOOK + ' ' + process.env.BRAID_REVISIONS + '\\n'); process.exit(${exit})`,
    );
  const hooks = { beforeRun: [note(0)], beforeLossy: [note(0)], afterRun: [note(0)], onFailure: [note(0)] };
  const order = () =>
    readFileSync(join(workspace.root, 'order'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
  workspace.configure({ hooks: { ...hooks, beforeLossy: [note(4), note(0)] } });
  const refused = await workspace.migrate('upgrade');
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/\[hook-failed\].*beforeLossy.*exit code 4\. Nothing was run\./),
  });
  expect(await rowsOf(database)).toEqual({});
  expect(order()).toEqual(['beforeRun', 'beforeLossy', 'onFailure']);
  workspace.configure({ hooks });
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  expect(order().slice(3)).toEqual(['beforeRun', 'beforeLossy', 'afterRun']);
  expect((await workspace.migrate('upgrade')).exitCode).toBe(0);
  expect(order()).toHaveLength(6);
});

test('the password is on no command line and in no output', async () => {
  const { database, workspace } = await shop(server.url);
  const password = decodeURIComponent(new URL(database.url).password);
  expect(password.length).toBeGreaterThan(5);
  const look = node(
    "const fs = require('fs'); fs.writeFileSync(process.argv[1], fs.readFileSync('/proc/self/cmdline')); console.log('got', process.env.PGPASSWORD); process.exit(9)",
  );
  workspace.configure({ backup: { before: 'always', command: look } });
  const result = await workspace.migrate('upgrade');
  expect(result).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('got ***') });
  expect(result.stderr + result.stdout).not.toContain(password);
});
