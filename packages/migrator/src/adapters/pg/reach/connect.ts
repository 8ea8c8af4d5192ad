import { channel } from 'node:diagnostics_channel';
import type { Client } from 'pg';
import { displayConnection, UNREADABLE_URL } from '../../../conninfo/display.ts';
import type { Connection } from '../../../conninfo/make/connection.ts';
import type { Variables } from '../../../conninfo/parse/setting.ts';
import { resolveConnection } from '../../../conninfo/resolve-connection.ts';
import { redact, type Secrets, secretsOf } from '../../../conninfo/secrets.ts';
import type { Borrowed } from '../../../ports/database/borrowed.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import { TRACE_CHANNELS } from '../../../ports/trace.ts';
import { isOpenToOthers, passwordOf } from './password-of.ts';
import type { Target } from './reach.ts';
import { type FailedAttempt, reachServer } from './reach-server.ts';
import type { SessionSettings } from './start-options.ts';
import { thisMachine } from './this-machine.ts';

/** How to reach a database. */
export interface ConnectOptions {
  /** `postgres://…`, or `host=… user=…`, as the user gave it. */
  readonly url: string;
  /** What the URL comes from: `--url`, `DATABASE_URL` … */
  readonly source: string;
  /** What completes the URL: libpq's variables. Default: nothing, not even the environment of this process. */
  readonly variables?: Variables;
  /** For each address, where the URL does not say. Default 10 s. */
  readonly connectTimeoutMs?: number;
  readonly applicationName?: string;
  /** The role is known to have a `transaction_timeout`. */
  readonly hasTransactionLimit?: boolean;
  /** How long the server may take to answer a message of our own. Default 90 s. */
  readonly answerTimeoutMs?: number;
  /** Use this client or pool instead of connecting by `url`, which then only names the database. See `takeClient`. */
  readonly borrowed?: Borrowed | undefined;
  /** The process ends when the connection is closed. */
  readonly endsSoon?: boolean | undefined;
  /**
   * The connection only looks: its session starts read-only, and each statement ends after that many milliseconds, in
   * place of our own limits and the server's.
   */
  readonly looksMs?: number | undefined;
  /** What the session starts with, whatever the URL and the role say; RESET returns to it. */
  readonly settings?: SessionSettings | undefined;
  /** The only address that may be used: where another session of the same run is. */
  readonly only?: Target | undefined;
}

/** The database, and where its URL comes from, without any secret. */
export function targetOf(options: ConnectOptions): DatabaseTarget {
  try {
    return { display: displayConnection(connectionOf(options)), source: options.source };
  } catch {
    // Connecting reports what is wrong with it.
    return { display: UNREADABLE_URL, source: options.source };
  }
}

/**
 * The meaning of the URL and the variables. Throws `InvalidDatabaseUrlError`, `ConnectionParameterError` and
 * `ConfigError` (a service file).
 */
function connectionOf({ url, source, variables = {} }: ConnectOptions): Connection {
  return resolveConnection(url, source, variables, thisMachine(variables));
}

/** Where each client is connected to. */
const reached = new WeakMap<Client, Target>();

/** The address that a client of {@link connect} is connected to; `undefined` for one that was passed in. */
export function targetReached(client: Client): Target | undefined {
  return reached.get(client);
}

/**
 * A connected client, on the first host that will do. `pg` is loaded only here, when something really connects. Throws
 * `CannotConnectError`, and `InvalidDatabaseUrlError` or `ConnectionParameterError` for a URL that cannot be used.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  const machine = thisMachine(options.variables);
  const connection = connectionOf(options);
  const failures: FailedAttempt[] = [];
  let known: Secrets | undefined;
  const secrets = (): Secrets => {
    known ??= secretsOf(connection, ...connection.places.map((place) => passwordOf(connection, place, machine)));
    return known;
  };
  const clean = (text: string): string => redact(text, secrets());
  const found = await reachServer(
    connection,
    {
      applicationName:
        connection.applicationName ?? connection.fallbackApplicationName ?? options.applicationName ?? 'braid',
      timeoutMs: connection.connectTimeoutMs ?? options.connectTimeoutMs ?? 10_000,
      homeFolder: machine.homeFolder,
      hasTransactionLimit: options.hasTransactionLimit ?? false,
      looksMs: options.looksMs,
      settings: options.settings,
      passwordOf: (place) => passwordOf(connection, place, machine),
      only: options.only,
      clean,
    },
    failures,
  );
  if (found !== undefined) {
    reached.set(found.client, found.target);
    await traced(found.client, clean);
    return found.client;
  }
  const { passwordFile } = connection;
  const { connectFailure } = await import('./connect-failure.ts');
  throw connectFailure(failures, targetOf(options), {
    secrets: secrets(),
    ignoredFile: passwordFile !== undefined && isOpenToOthers(passwordFile) ? passwordFile : undefined,
  });
}

/**
 * The module that reports statements reads SQL, and is not loaded where nothing listens: each worker of a test run
 * connects.
 */
async function traced(client: Client, clean: (text: string) => string): Promise<void> {
  if (!channel(TRACE_CHANNELS.sql).hasSubscribers) return;
  const { traceQueries } = await import('./trace-queries.ts');
  traceQueries(client, clean);
}
