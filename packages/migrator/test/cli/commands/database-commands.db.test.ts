import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('migrate.config.json', '{}');
  write('features/events/slice.json', '{"label":"events","schema":null,"migrations":"./migrations"}');
  write('features/users/slice.json', '{"label":"users","schema":null,"migrations":"./migrations"}');
  revision('users', 'u1', '', ['-- branch-label: users']);
  revision('events', 'e1', '', ['-- branch-label: events', '-- depends-on: u1']);
  revision('events', 'e2', 'e1');
});

const file = (slice: string, id: string) => `features/${slice}/migrations/${id}.sql`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function revision(slice: string, id: string, revises: string, more: readonly string[] = [], table = id): void {
  const header = [`-- revision: ${id}`, `-- revises: ${revises}`, ...more, `-- message: make ${id}`].join('\n');
  write(
    file(slice, id),
    `${header}\n\n-- migrate:upgrade\ncreate table ${table} (id int);\n\n-- migrate:downgrade\ndrop table ${table};\n`,
  );
}

async function migrate(...argv: readonly string[]) {
  return await runCli([...argv, '--url', database.url], { cwd: root });
}

async function json(...argv: readonly string[]) {
  const { stdout, stderr, exitCode } = await migrate(...argv, '--json', '-q');
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), exitCode };
}

const tables = async () =>
  (await database.query("select tablename from pg_tables where schemaname = 'public' order by 1")).map(
    ({ tablename }) => tablename,
  );

describe('upgrade and downgrade', () => {
  test('go up, down and up again, and say where the database is', async () => {
    expect(await json('upgrade', '--plan')).toMatchObject({
      planOnly: true,
      headsBefore: [],
      heads: ['e2'],
      runId: null,
    });
    expect(await tables()).toEqual([]);
    const up = await migrate('upgrade');
    expect(up.exitCode, up.stderr).toBe(0);
    expect(up.stdout).toMatch(/^Applied 3 revisions in .*\. The database is at events@head\.\n$/);
    expect(up.stderr).toMatch(/1\/3 ↑ u1 {2}users {2}make u1/);
    expect(await tables()).toEqual(['e1', 'e2', 'u1']);
    expect((await migrate('upgrade')).stdout).toBe('Nothing to do. The database is at events@head.\n');
    expect(await json('downgrade', '-1')).toMatchObject({ direction: 'downgrade', heads: ['e1'] });
    expect(await json('downgrade', 'base')).toMatchObject({ heads: [] });
    expect(await tables()).toEqual([]);
    expect(await json('upgrade', 'heads')).toMatchObject({ heads: ['e2'] });
  });

  test('show without a revision shows what is pending, in the order in which it would run', async () => {
    const pending = async (...words: string[]) =>
      (await json(...words)).revisions.map(({ revision: id }: { revision: string }) => id);
    expect(await pending('show')).toEqual(['u1', 'e1', 'e2']);
    await migrate('migrate', 'users@head');
    expect(await pending('show')).toEqual(['e1', 'e2']);
    expect(await pending('show', '--slice', 'users')).toEqual([]);
    expect((await migrate('show', '--slice', 'users')).stdout).toBe('Nothing is pending.\n');
    expect((await migrate('migrations', 'list', '-n', '1')).stdout).toMatch(/^e2 .*\n$/);
  });

  test('--slice narrows, with the dependencies that it needs', async () => {
    expect(await json('--slice', 'users')).toMatchObject({ heads: ['u1'] });
    expect(await json('--slice', 'events', 'upgrade', '+1')).toMatchObject({ heads: ['e1'] });
    expect(await json('--slice', 'events')).toMatchObject({ heads: ['e2'] });
    expect(await json('--slice', 'events', 'downgrade', 'base')).toMatchObject({ heads: ['u1'] });
  });

  test('a downgrade takes with it what depends on it in other slices', async () => {
    await migrate('upgrade');
    expect(await json('downgrade', 'users@base', '--plan')).toMatchObject({ heads: [] });
    // One step was asked for, and the output says why there are three.
    const why = 'users@-1 goes 1 step down one line; 2 more revisions depend on it.\n';
    expect((await migrate('plan', '--downgrade', 'users@-1')).stdout).toMatch(new RegExp(`be at base\\.\n${why}$`));
    expect((await migrate('downgrade', 'users@-1')).stdout).toMatch(
      new RegExp(`^Reverted 3 revisions in .*\\. The database is at base\\.\n${why}$`),
    );
    expect((await migrate('upgrade', 'events@+1')).stdout).toMatch(
      /^Applied 2 .*\nevents@\+1 goes 1 step up one line, which depends on 1 more revision\.\n$/,
    );
  });

  test('-1 reverts what was applied last, whichever slice it is of', async () => {
    revision('users', 'u2', 'u1');
    await migrate('upgrade', 'u2');
    await migrate('upgrade', 'events@head');
    expect(await json('downgrade', '-1', '--plan')).toMatchObject({ heads: expect.arrayContaining(['e1', 'u2']) });
    await migrate('downgrade', 'users@-1');
    await migrate('upgrade', 'users@head');
    expect(await json('downgrade', '-1')).toMatchObject({ revisions: [{ revision: 'u2' }], heads: ['e2'] });
  });

  test('progress is JSON lines with --json, nothing with --quiet', async () => {
    const { stderr } = await migrate('upgrade', '--json');
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(events).toEqual(expect.arrayContaining(['lease-acquired', 'revision-done', 'run-done']));
    expect((await migrate('downgrade', 'base', '-q')).stderr).toBe('');
  });

  test('a failing statement names file, line and the command to continue', async () => {
    write(
      file('events', 'e3'),
      '-- revision: e3\n-- revises: e2\n-- message: broken\n\n-- migrate:upgrade\nselect 1;\nselect nope;\n\n-- migrate:downgrade\n',
    );
    const { exitCode, stderr } = await migrate('upgrade');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('features/events/migrations/e3.sql:7:8');
    expect(stderr).toContain('42703');
    expect(stderr).toContain('Correct it and run the same command again');
    expect(stderr).not.toContain('    at ');
    expect(await json('current')).toMatchObject({ current: [{ revision: 'e2' }] });
  });
});

describe('status, current, check --db', () => {
  test('an empty database', async () => {
    expect(await json('status')).toMatchObject({ initialized: false, upToDate: false, findings: [], holder: null });
    expect((await migrate('current')).stdout).toBe('(base: nothing is applied)\n');
    expect((await migrate('current', '--check-heads')).exitCode).toBe(3);
    expect((await migrate('status', '--check')).exitCode).toBe(3);
  });

  test('up to date', async () => {
    await migrate('upgrade');
    expect(await json('status')).toMatchObject({ upToDate: true });
    expect((await migrate('current', '--check-heads')).exitCode).toBe(0);
    expect((await migrate('check', '--db')).exitCode).toBe(0);
    expect((await migrate('current', '--slice', 'users')).stdout).toBe('u1  users  make u1 (head)\n');
    const rows = await database.query(
      `select revision, to_json(applied_at at time zone 'utc') #>> '{}' as at, applied_by as by from braid.applied`,
    );
    const { current } = await json('current');
    expect(current).toHaveLength(1);
    for (const { revision, appliedAt, appliedBy } of current) {
      const row = rows.find((each) => each.revision === revision);
      expect([appliedAt.slice(0, 23), appliedBy]).toEqual([String(row?.at).slice(0, 23), row?.by]);
    }
  });

  test('an edited file is named by status and check, stops upgrade, and repair accepts it', async () => {
    await migrate('upgrade', 'e1');
    revision('users', 'u1', '', ['-- branch-label: users', '-- note: edited']);
    const status = await json('status');
    expect(status.findings).toMatchObject([{ code: 'applied-file-edited', file: file('users', 'u1') }]);
    expect((await migrate('check', '--db')).exitCode).toBe(3);
    const stopped = await migrate('upgrade');
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('migrate repair accept u1 --reason');
    expect((await migrate('repair', 'accept', 'u1')).exitCode).toBe(2);
    expect((await migrate('repair', 'accept', 'u1', '--reason', 'a note')).exitCode).toBe(0);
    expect(await json('upgrade')).toMatchObject({ heads: ['e2'] });
    expect((await json('log')).entries).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'repair', revision: 'u1', reason: 'a note' })]),
    );
  });

  test('a revision that was put below an applied one is reported and refused, never taken as applied', async () => {
    await migrate('upgrade');
    revision('events', 'e0', '', ['-- branch-label: events', '-- depends-on: u1']);
    revision('events', 'e1', 'e0');
    expect((await json('status')).findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'inserted-below-applied', file: file('events', 'e0') })]),
    );
    const checked = await migrate('check', '--db');
    expect([checked.exitCode, checked.stdout.includes('[inserted-below-applied] e0')]).toEqual([3, true]);
    expect(await json('current', '--check-heads')).toMatchObject({ upToDate: false, exitCode: 3 });
    const stopped = await migrate('upgrade');
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('inserted-below-applied');
    expect(stopped.stderr).toContain('migrate repair adopt e0 --reason');
    expect((await migrate('repair', 'adopt', 'e0', '--reason', 'was there')).exitCode).toBe(0);
    await migrate('repair', 'accept', 'e1', '--reason', 'new parent');
    expect(await json('upgrade')).toMatchObject({ revisions: [], heads: ['e2'] });
  });

  test('a revision whose file is gone: named, refused, forgotten', async () => {
    await migrate('upgrade');
    rmSync(join(root, file('events', 'e2')));
    expect((await json('status')).findings).toMatchObject([{ code: 'unknown-applied-revision' }]);
    const stopped = await migrate('upgrade');
    expect(stopped.stderr).toContain('migrate repair forget e2 --reason');
    expect((await migrate('repair', 'forget', 'e2', '--reason', 'thrown away')).exitCode).toBe(0);
    expect(await json('upgrade')).toMatchObject({ revisions: [], heads: ['e1'] });
  });

  test('a repair that would contradict the graph is refused', async () => {
    await migrate('upgrade');
    const forget = await migrate('repair', 'forget', 'e1', '--reason', 'x');
    expect(forget.exitCode).toBe(1);
    expect(forget.stderr).toContain('e2, which needs it, is applied');
    await migrate('downgrade', 'base');
    expect((await migrate('repair', 'adopt', 'e2', '--reason', 'x')).stderr).toContain(
      'e1, which it needs, is not applied',
    );
    expect((await migrate('repair', 'accept', 'e2', '--reason', 'x')).stderr).toContain('it is not applied');
  });
});

describe('stamp', () => {
  test('records without running, and back', async () => {
    expect(await json('stamp', 'heads')).toMatchObject({ added: ['u1', 'e1', 'e2'], heads: ['e2'] });
    expect(await tables()).toEqual([]);
    expect(await json('status')).toMatchObject({ upToDate: true });
    expect(await json('stamp', 'e1')).toMatchObject({ removed: ['e2'], heads: ['e1'] });
    expect(await json('stamp', 'base')).toMatchObject({ heads: [] });
    expect(await json('current')).toMatchObject({ current: [] });
  });

  test('--purge forgets what no file knows', async () => {
    await migrate('upgrade');
    rmSync(join(root, file('events', 'e2')));
    expect(await json('stamp', 'users@head', '--purge')).toMatchObject({
      removed: expect.arrayContaining(['e2', 'e1']),
    });
    expect(await json('current')).toMatchObject({ current: [{ revision: 'u1' }], unknown: [] });
  });
});

test('the log has every attempt', async () => {
  await migrate('upgrade');
  const { entries } = await json('log', '-n', '50');
  expect(
    entries.filter(({ action, event }: Record<string, string>) => action === 'upgrade' && event === 'done'),
  ).toHaveLength(3);
  expect((await migrate('log', '--revision', 'e2')).stdout).toMatch(/upgrade +done +e2/);
});

test('a database that is not there is one clear error without the password', async () => {
  const url = new URL(database.url);
  url.password = 'canary';
  url.pathname = '/no_such_database';
  const { exitCode, stdout, stderr } = await runCli(['status', '--url', url.href], { cwd: root });
  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error \[database-/);
  expect(stderr).not.toContain('canary');
});
