import type { Client, ClientConfig } from 'pg';
import { DatabaseUrlInvalidError } from '../../../errors/database/connect-errors.ts';
import type { Borrowed } from '../../../ports/database/borrowed.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import { displayUrl, secretsOf } from '../../../sql/connection-url.ts';
import { connectFailure } from './connect-failure.ts';

/** How to reach a database. */
export interface ConnectOptions {
  /** `postgres://…` as the user gave it. */
  readonly url: string;
  /** What named the URL: `--url`, `DATABASE_URL` … */
  readonly source: string;
  /** Default 10 s. */
  readonly connectTimeoutMs?: number;
  readonly applicationName?: string;
  /** Work on these instead of connecting by `url`, which then only names them. See `takeClient`. */
  readonly borrowed?: Borrowed | undefined;
}

/** Why and where, without any secret. */
export function targetOf(options: ConnectOptions): DatabaseTarget {
  return { display: displayUrl(options.url), source: options.source };
}

/** A connected client; `pg` is loaded only here, when something really connects. Throws `CannotConnectError`. */
export async function connect(options: ConnectOptions): Promise<Client> {
  const target = targetOf(options);
  const { default: pg } = await import('pg');
  let client: Client;
  try {
    client = new pg.Client(clientConfig(options));
  } catch {
    // The driver's message may quote the URL.
    throw new DatabaseUrlInvalidError({ source: target.source });
  }
  // A connection that breaks while idle is noticed by the next statement; unheard, the event would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.end().catch(() => {});
    throw connectFailure(error, target, secretsOf(options.url));
  }
}

function clientConfig(options: ConnectOptions): ClientConfig {
  return {
    connectionString: likeLibpq(options.url),
    application_name: options.applicationName ?? 'braid',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  };
}

/** `sslmode` with psql's meaning: the driver's own is stricter (`require` verifies) and prints a warning. */
function likeLibpq(url: string): string {
  return /[?&]sslmode=/i.test(url) && !/[?&]uselibpqcompat=/i.test(url) ? `${url}&uselibpqcompat=true` : url;
}
