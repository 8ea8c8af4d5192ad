import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Client } from 'pg';
import type { Connection } from '../../../conninfo/make/connection.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { hearEnd } from './how-it-ended.ts';
import { type Handshake, openSocket } from './open-socket.ts';
import type { Target } from './reach.ts';
import { type SessionSettings, startOptions } from './start-options.ts';
import { tlsOptions } from './tls-options.ts';

/** What a session is started with beyond the connection. */
export interface SessionStart {
  readonly password: string | undefined;
  readonly applicationName: string;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly homeFolder: string;
  /** The role has a `transaction_timeout`, so the server is one that knows it. */
  readonly hasTransactionLimit: boolean;
  /** See `ConnectOptions.looksMs`. */
  readonly looksMs?: number | undefined;
  /** See `ConnectOptions.settings`. */
  readonly settings?: SessionSettings | undefined;
}

/**
 * Connects to one address in one way and authenticates. Rejects with the error of the system, the driver or the server.
 */
export async function startSession(
  connection: Connection,
  { place, address, refusesOptions = false }: Target,
  handshake: Handshake,
  start: SessionStart,
): Promise<Client> {
  const { default: pg } = await import('pg');
  const limit = new AbortController();
  const timer = start.timeoutMs > 0 ? setTimeout(() => limit.abort(), start.timeoutMs) : undefined;
  try {
    const socket = await openSocket(
      address,
      handshake,
      () => tlsOptions(connection.encryption, place, start.homeFolder),
      limit.signal,
    );
    const client = new pg.Client({
      ...driverConfig(connection, start),
      host: place.host,
      port: place.port,
      stream: () => connected(socket, connection),
    });
    const options = refusesOptions
      ? connection.options
      : startOptions(connection.options, start.hasTransactionLimit, start.looksMs, start.settings);
    // The driver fills an empty `options` from the environment of this process.
    Reflect.set(Reflect.get(client, 'connectionParameters'), 'options', options);
    hearEnd(client);
    if (connection.encryption.channelBinding === 'require') requireChannelBinding(client);
    const settle = start.settings === undefined ? undefined : requireSettings(client, start.settings, refusesOptions);
    limit.signal.addEventListener('abort', () => socket.destroy(new Error('timeout expired')), { once: true });
    try {
      await client.connect();
      await settle?.();
      return client;
    } catch (error) {
      client.end().catch(() => {});
      socket.destroy();
      throw error;
    }
  } finally {
    clearTimeout(timer);
  }
}

function driverConfig({ user, database, encryption }: Connection, { password, applicationName }: SessionStart) {
  return {
    user,
    database,
    // A function, so that the driver looks nowhere else for it.
    password: () => {
      if (password === undefined) throw new Error('no password supplied');
      return password;
    },
    application_name: applicationName,
    client_encoding: 'UTF8',
    ssl: false,
    sslnegotiation: 'postgres',
    enableChannelBinding: encryption.channelBinding === 'require',
  } as const;
}

/** The socket as the driver expects it: not connected yet. */
function connected(socket: Socket, { keepAlive, keepAliveIdleMs }: Connection): Socket {
  if (keepAlive) socket.setKeepAlive(true, keepAliveIdleMs);
  Object.defineProperty(socket, 'connect', {
    value: () => {
      process.nextTick(() => socket.emit('connect'));
      return socket;
    },
  });
  return socket;
}

/**
 * Ends the connection before a password is sent by a method that is not bound to this encryption, and when the server
 * asks for no password.
 */
function requireChannelBinding({ connection }: Client): void {
  let offered = false;
  let bound = false;
  const refuse = (): void =>
    void connection.stream.destroy(new Error('channel binding is required, and the server does not offer it here'));
  connection.on('authenticationSASL', (message: object) => {
    const mechanisms: unknown = Reflect.get(message, 'mechanisms');
    offered =
      Array.isArray(mechanisms) && mechanisms.includes('SCRAM-SHA-256-PLUS') && connection.stream instanceof TLSSocket;
    if (!offered) refuse();
  });
  connection.on('authenticationSASLFinal', () => {
    bound = offered;
  });
  for (const event of ['authenticationCleartextPassword', 'authenticationMD5Password']) connection.on(event, refuse);
  connection.on('authenticationOk', () => {
    if (!bound) refuse();
  });
}

/**
 * Watches which settings a session starts with: a pooler may silently ignore those that are asked for. The server
 * reports some values by itself, and the other settings are in effect where these are.
 *
 * @param refused the settings could not be asked for
 * @returns a function to call once connected: it sets them where they are not in effect
 */
export function requireSettings(client: Client, settings: SessionSettings, refused: boolean): () => Promise<void> {
  const told = new Map<string, string>();
  client.connection.on('parameterStatus', (message: object) => {
    const name: unknown = Reflect.get(message, 'parameterName');
    const value: unknown = Reflect.get(message, 'parameterValue');
    told.set(String(name).toLowerCase(), String(value));
  });
  return async () => {
    const asked = Object.entries(settings);
    if (!refused && asked.every(([name, value]) => (told.get(name) ?? value) === value)) return;
    const calls = asked.map(
      ([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`,
    );
    await client.query(`select ${calls.join(', ')}`);
  };
}
