import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { displayUrl } from '../../conninfo/display.ts';
import type { Variables } from '../../conninfo/parse/setting.ts';
import { TestServerRefusedError } from '../../errors/tests/test-database-errors.ts';
import type { ScratchTemplate } from '../../ports/proof/scratch.ts';
import type { TestDatabase } from '../../ports/test-database.ts';
import { connect } from '../pg/reach/connect.ts';
import { cloneDatabase, dropDatabase, urlOn } from './clone-database.ts';
import { openTestDatabase } from './test-database.ts';
import { type LockKeys, runLock, type TestRunId, templateLock, testDatabaseName, testTemplates } from './test-names.ts';

/** Where test databases are made, and by which run. */
export interface TestServerOptions {
  readonly url: string;
  /** What adds to the URL. */
  readonly variables?: Variables | undefined;
  /** What named the server. */
  readonly source: string;
}

/** A server on which a run makes databases: of the process that the run lives by, or of a worker of it. */
export interface TestServer {
  readonly run: TestRunId;
  /** Copies a database of the server under a name of the run's; nobody may connect to it where `sealed`. */
  copy(from: string, part: string, sealed?: boolean): Promise<string>;
  /** A clone, which goes when it is closed. */
  clone(from: string): Promise<TestDatabase<Client>>;
  /** Opens a database of the run's that is there; it stays when it is closed. */
  open(name: string): TestDatabase<Client>;
  /** What a database of the run's is called. */
  nameOf(part: string): string;
  /** Whether there is a database of this name. */
  has(name: string): Promise<boolean>;
  /** Notes that a template is used, so that it is not the next to go. */
  noteUse(template: ScratchTemplate): Promise<void>;
  /** Runs `work` while no other run makes the template of this key. */
  whileMaking<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Closes the session; the databases stay. */
  disconnect(): Promise<void>;
  /** Drops all databases of the run, and closes. */
  end(): Promise<void>;
}

/**
 * Begins a run: takes its lock on a session that lives as long, and drops what runs left that have died. The session
 * keeps no process alive.
 */
export async function beginTestRun(options: TestServerOptions): Promise<TestServer> {
  const run = randomBytes(4).toString('hex');
  const session = await openSession(options);
  try {
    await session.ask((admin) => begin(admin, run, options));
  } catch (error) {
    await session.end();
    throw error;
  }
  return serverOf(options, session, run);
}

async function begin(admin: Client, run: TestRunId, { url, source }: TestServerOptions): Promise<void> {
  const { rows } = await admin.query<{ may: boolean }>(
    'select rolcreatedb or rolsuper as may from pg_catalog.pg_roles where rolname = current_user',
  );
  if (rows[0]?.may !== true) {
    throw new TestServerRefusedError({ problem: 'cannot-create', server: displayUrl(url), source });
  }
  // A server that ends idle sessions would end the run with this one.
  await admin.query('set idle_session_timeout = 0');
  await lock(admin, runLock(run));
  const { dropLeftovers } = await import('./drop-leftovers.ts');
  await dropLeftovers(admin);
}

/** A worker's: the lock of the run is held by the process that began it. */
export async function joinTestRun(options: TestServerOptions, run: TestRunId): Promise<TestServer> {
  return serverOf(options, await openSession(options), run);
}

function serverOf(options: TestServerOptions, { ask, end }: Session, run: TestRunId): TestServer {
  const { url, variables } = options;
  const open = (name: string, drop: () => Promise<void>): TestDatabase<Client> =>
    openTestDatabase({ name, url: urlOn(url, name), variables, drop });
  const copy = async (from: string, part: string, sealed = false): Promise<string> => {
    const name = testDatabaseName(run, part);
    await ask((admin) => cloneDatabase(admin, from, name, sealed));
    return name;
  };
  return {
    run,
    copy,
    async clone(from) {
      const name = await copy(from, randomBytes(4).toString('hex'));
      return open(name, () => ask((admin) => dropDatabase(admin, name)));
    },
    open: (name) => open(name, async () => undefined),
    nameOf: (part) => testDatabaseName(run, part),
    async has(name) {
      const sql = 'select from pg_catalog.pg_database where datname = $1';
      return (await ask((admin) => admin.query(sql, [name]))).rowCount === 1;
    },
    async noteUse(template) {
      const { touchTemplate } = await import('../scratch/template-store.ts');
      await ask((admin) => touchTemplate(admin, template, testTemplates, new Date()));
    },
    async whileMaking(key, work) {
      const keys = templateLock(key);
      await ask((admin) => lock(admin, keys));
      try {
        return await work();
      } finally {
        await ask((admin) => admin.query('select pg_catalog.pg_advisory_unlock($1, $2)', [...keys]));
      }
    },
    disconnect: end,
    async end() {
      await ask(async (admin) => {
        const own = testDatabaseName(run, '');
        const sql = 'select datname from pg_catalog.pg_database where starts_with(datname, $1)';
        const { rows } = await admin.query<{ datname: string }>(sql, [own]);
        for (const { datname } of rows) await dropDatabase(admin, datname);
      });
      await end();
    },
  };
}

interface Session {
  /** The process stays while it waits for an answer. */
  ask<T>(work: (admin: Client) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

async function openSession({ url, variables }: TestServerOptions): Promise<Session> {
  const added = variables === undefined ? {} : { variables };
  const admin = await connect({ url, ...added, source: 'tests', applicationName: 'braid tests' });
  // A lost session shows when it is asked next.
  admin.on('error', () => undefined);
  let asking = 0;
  hold(admin, 'unref');
  return {
    async ask(work) {
      asking += 1;
      hold(admin, 'ref');
      try {
        return await work(admin);
      } finally {
        asking -= 1;
        if (asking === 0) hold(admin, 'unref');
      }
    },
    async end() {
      hold(admin, 'ref');
      await admin.end();
    },
  };
}

/** `pg` has both, and its types do not say so. */
function hold(admin: Client, how: 'ref' | 'unref'): void {
  const method: unknown = Reflect.get(admin, how);
  if (typeof method === 'function') method.call(admin);
}

async function lock(admin: Client, keys: LockKeys): Promise<void> {
  await admin.query('select pg_catalog.pg_advisory_lock($1, $2)', [...keys]);
}
