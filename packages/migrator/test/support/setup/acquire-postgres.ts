import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { makeTempDir, removeTempDir } from '../temp-dir.ts';
import { dockerPing } from './docker-ping.ts';
import { tempRoot } from './temp-root.ts';

/** A PostgreSQL server for a whole test run. */
export interface TestPostgres {
  readonly kind: 'url' | 'docker' | 'embedded';
  /** An administrator's URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `TEST_DATABASE_URL`, else Testcontainers when Docker answers, else the embedded server. `BRAID_TEST_POSTGRES` = `url`,
 * `docker` or `embedded` forces one of them.
 *
 * @throws Error with every reason when none works; tests are never skipped
 */
export async function acquirePostgres(): Promise<TestPostgres> {
  // Who names a server means it: another one in its place would hide that it does not answer.
  const forced = process.env.BRAID_TEST_POSTGRES || (process.env.TEST_DATABASE_URL ? 'url' : undefined);
  const reasons: string[] = [];
  for (const { kind, acquire } of providers) {
    if (forced !== undefined && forced !== kind) continue;
    try {
      return await acquire();
    } catch (error) {
      reasons.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (reasons.length === 0) reasons.push(`BRAID_TEST_POSTGRES=${forced} is none of url, docker, embedded`);
  throw new Error(`No PostgreSQL for the tests:\n- ${reasons.join('\n- ')}`);
}

const providers = [
  { kind: 'url', acquire: fromUrl },
  { kind: 'docker', acquire: fromDocker },
  { kind: 'embedded', acquire: fromEmbedded },
] as const;

async function fromUrl(): Promise<TestPostgres> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined || url === '') throw new Error('TEST_DATABASE_URL is not set');
  await checkServer(url);
  return { kind: 'url', url, stop: async () => {} };
}

/** What the tests need of a server: PostgreSQL 14 or newer, passwords, and a superuser, since they make roles, extensions and databases, and end sessions. */
async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; number: number; isSuperuser: boolean }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
        (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser"`,
    );
    const [server] = rows;
    if (server === undefined || server.number < 140000)
      throw new Error(`PostgreSQL ${server?.version} is too old: 14 or newer is needed`);
    if (!server.isSuperuser) throw new Error('the role must be a superuser');
  } finally {
    await client.end();
  }
  if (await asksForNoPassword(url))
    throw new Error(
      'the server takes any password (`trust` in pg_hba.conf): the tests expect a wrong one to be refused',
    );
}

async function asksForNoPassword(serverUrl: string): Promise<boolean> {
  const url = new URL(serverUrl);
  url.password = 'certainly wrong';
  const client = new pg.Client({ connectionString: url.href });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function fromDocker(): Promise<TestPostgres> {
  const silent = await dockerPing();
  if (silent !== undefined) throw new Error(silent);
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const starting = new PostgreSqlContainer('postgres:18-alpine')
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'])
    .withStartupTimeout(CONTAINER_LIMIT_MS)
    .start();
  const container = await withinLimit(starting, CONTAINER_LIMIT_MS);
  const stop = async () => {
    await container.stop();
  };
  return { kind: 'docker', url: container.getConnectionUri(), stop };
}

/** Pulling an image that no registry gives, or an engine that hangs, must not hold up the tests. */
const CONTAINER_LIMIT_MS = 120_000;

/** What comes later is given back. */
async function withinLimit<Started extends { stop(): Promise<unknown> }>(
  starting: Promise<Started>,
  limitMs: number,
): Promise<Started> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      starting.then((container) => container.stop()).catch(() => undefined);
      reject(new Error(`no container within ${limitMs / 1000} s`));
    }, limitMs);
  });
  try {
    return await Promise.race([starting, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Autovacuum would look at each of the hundreds of databases; nobody replicates them. */
const settings = { autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0' };

/** An embedded server in a folder that its watchdog removes, also when this process is killed. */
export async function startScratchServer(
  options: { major?: number; resolveFrom?: string } = {},
): Promise<TestPostgres> {
  sweepLeftovers();
  const folder = makeTempDir('braid-scratch-');
  const server = await startEmbedded({
    ...options,
    folder,
    profile: 'scratch',
    settings,
    lingerSeconds: 0,
    removeAtEnd: true,
  });
  return { kind: 'embedded', url: server.url, stop: server.stop };
}

async function fromEmbedded(): Promise<TestPostgres> {
  return await startScratchServer();
}

/** The folders of killed runs: their tests' own, and that of a server that was not even made (initdb has no watchdog). */
function sweepLeftovers(): void {
  for (const name of readdirSync(tempRoot())) {
    const pid = /^braid-(?:scratch|test)-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(tempRoot(), name);
    if (isOurs(folder) && !hasServer(folder)) removeTempDir(folder);
  }
}

/** Others who run these tests on the same machine sweep up their own. */
function isOurs(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.uid === process.getuid?.();
}

function hasServer(folder: string): boolean {
  try {
    return isRunning(Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10));
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, as another user's.
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
}
