import type { Client } from 'pg';
import { BorrowedConnectionError } from '../../../errors/database/connection-errors.ts';
import type { Borrowed, ClientLike, PoolLike } from '../../../ports/database/borrowed.ts';
import { type ConnectOptions, connect, targetOf } from '../reach/connect.ts';
import { connectFailure } from '../reach/connect-failure.ts';
import { hearEnd } from '../reach/how-it-ended.ts';

/** A connected client, and how to let go of it. */
export interface TakenClient {
  readonly client: Client;
  /** The program that passed it in uses it again afterwards. */
  readonly lent: boolean;
  /** Leaves a client that was passed in open, and closes any other. Never throws. */
  release(): Promise<void>;
}

/** The clients that were passed in and are in use: one client can carry only one session. */
const inUse = new WeakSet<object>();

/**
 * A client for one session: a new one, or a connection passed in by your program. Throws `CannotConnectError`, and
 * `BorrowedConnectionError` when what was passed in cannot be used.
 */
export async function takeClient(options: ConnectOptions): Promise<TakenClient> {
  const { borrowed } = options;
  if (borrowed === undefined) return owned(await connect(options), options.endsSoon);
  return borrowed.kind === 'pool' ? await fromPool(borrowed.pool, options) : await fromClient(borrowed.client, options);
}

/** How messages name a connection that was passed in, and how its database is recognised; never with a password. */
export async function borrowedUrl(borrowed: Borrowed): Promise<string> {
  const from = borrowed.kind === 'client' ? borrowed.client : await clientOf(borrowed.pool);
  const user = text(from, 'user');
  const port: unknown = Reflect.get(from, 'port');
  const host = encodeURIComponent(text(from, 'host') || 'localhost');
  return `postgres://${user === '' ? '' : `${encodeURIComponent(user)}@`}${host}:${String(port ?? 5432)}/${encodeURIComponent(text(from, 'database'))}`;
}

/** A client that is never connected shows what the driver makes of the pool's options. */
async function clientOf({ options }: PoolLike): Promise<object> {
  const { default: pg } = await import('pg');
  try {
    return new pg.Client({ ...options });
  } catch {
    return options;
  }
}

const nothingToHide = { secrets: { passwords: [], known: [] }, ignoredFile: undefined };

/**
 * A process that is about to end does not wait until the server has closed the session (15 ms on the same machine),
 * just as psql does not. On an encrypted connection the goodbye may still be on its way: without it the server logs a
 * lost connection.
 */
function owned(client: Client, endsSoon = false): TakenClient {
  return {
    client,
    lent: false,
    async release() {
      const ended = client.end().catch(() => {});
      const { stream } = client.connection;
      if (!endsSoon || Reflect.get(stream, 'encrypted') === true || stream.writableLength > 0) return await ended;
      // Nothing waits for it.
      const unref: unknown = Reflect.get(stream, 'unref');
      if (typeof unref === 'function') Reflect.apply(unref, stream, []);
    },
  };
}

/** A session's settings outlive a run, so its clients are closed when they return to the pool, which opens new ones. */
async function fromPool(pool: PoolLike, options: ConnectOptions): Promise<TakenClient> {
  if (Reflect.get(pool.options, 'max') === 1) {
    throw new BorrowedConnectionError({ problem: 'pool-of-one' });
  }
  let client: unknown;
  try {
    client = await pool.connect();
  } catch (error) {
    throw connectFailure([{ host: '', error }], targetOf(options), nothingToHide);
  }
  if (!isPgClient(client)) throw unusable();
  const toPool: unknown = Reflect.get(client, 'release');
  hearEnd(client);
  return {
    client,
    lent: false,
    async release() {
      if (typeof toPool === 'function') toPool.call(client, true);
    },
  };
}

async function fromClient(lent: ClientLike, options: ConnectOptions): Promise<TakenClient> {
  if (!isPgClient(lent)) throw unusable();
  if (inUse.has(lent) || isEnded(lent)) return owned(await connectLike(lent, options));
  const status = transactionStatus(lent);
  if (status !== 'I') {
    throw new BorrowedConnectionError({ problem: status === null ? 'not-connected' : 'in-transaction' });
  }
  inUse.add(lent);
  const stopHearing = hearEnd(lent);
  return {
    client: lent,
    lent: true,
    async release() {
      inUse.delete(lent);
      stopHearing();
    },
  };
}

/** A second connection of the same class with the same parameters, whatever way of authenticating they contain. */
async function connectLike(lent: Client, options: ConnectOptions): Promise<Client> {
  const parameters: unknown = Reflect.get(lent, 'connectionParameters');
  const client: unknown = Reflect.construct(lent.constructor, [parameters]);
  if (!isPgClient(client)) throw unusable();
  hearEnd(client);
  const timer = setTimeout(
    () => client.connection.stream.destroy(new Error('timeout expired')),
    options.connectTimeoutMs ?? 10_000,
  );
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => {});
    throw connectFailure([{ host: '', error }], targetOf(options), nothingToHide);
  } finally {
    clearTimeout(timer);
  }
  return client;
}

/** `I` idle, `T` in a transaction, `E` in a failed one; `null` before the first answer of the server. */
function transactionStatus(client: Client): unknown {
  const ask: unknown = Reflect.get(client, 'getTransactionStatus');
  // Drivers before 8.16 do not say.
  return typeof ask === 'function' ? ask.call(client) : 'I';
}

function isEnded(client: Client): boolean {
  return Reflect.get(client, '_ended') === true || client.connection.stream.destroyed;
}

/** The JavaScript client of `pg`; not its native one, which cannot report statement by statement. */
function isPgClient(value: unknown): value is Client {
  if (typeof value !== 'object' || value === null) return false;
  const connection: unknown = Reflect.get(value, 'connection');
  const hasStream = typeof connection === 'object' && connection !== null && Reflect.get(connection, 'stream');
  return Boolean(hasStream) && typeof Reflect.get(value, 'query') === 'function';
}

function unusable(): BorrowedConnectionError {
  return new BorrowedConnectionError({ problem: 'not-pg' });
}

function text(from: object, key: string): string {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'string' ? value : '';
}
