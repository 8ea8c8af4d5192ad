import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../src/adapters/embedded/start-embedded.ts';
import { dockerPing } from './docker-ping.ts';
import { makeTempDir, removeTempDir } from './temp-dir.ts';
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
  const forced = process.env.BRAID_TEST_POSTGRES;
  const reasons: string[] = [];
  for (const { kind, acquire } of providers) {
    if (forced !== undefined && forced !== '' && forced !== kind) continue;
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
  return { kind: 'url', url, stop: async () => {} };
}

async function fromDocker(): Promise<TestPostgres> {
  const silent = await dockerPing();
  if (silent !== undefined) throw new Error(silent);
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18-alpine')
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'])
    .start();
  const stop = async () => {
    await container.stop();
  };
  return { kind: 'docker', url: container.getConnectionUri(), stop };
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
    if (!hasServer(folder)) removeTempDir(folder);
  }
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
  } catch {
    return false;
  }
}
