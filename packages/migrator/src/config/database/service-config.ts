import { readFileSync } from 'node:fs';
import { SSL_MODES, type SslMode } from '../../conninfo/make/connection.ts';
import { percentEncode } from '../../conninfo/percent-encode.ts';
import { ConfigError } from '../../errors/workspace/config-errors.ts';

/**
 * The database URL from a service's own JSON configuration: `infrastructure.database` is a URL, an object with `url`,
 * or one with `host`, `port`, `name` (or `database`), `user` (or `username`), `password` and `ssl`. Throws
 * {@link ConfigError}.
 */
export function readServiceConfig(path: string): string {
  const database = property(property(readJson(path), 'infrastructure'), 'database');
  if (typeof database === 'string') return database;
  const url = property(database, 'url');
  if (typeof url === 'string') return url;
  const host = text(database, 'host');
  const name = text(database, 'name') ?? text(database, 'database');
  if (host === undefined || name === undefined) {
    throw new ConfigError({ file: path, problem: 'service-no-database' });
  }
  return buildUrl(database, host, name, path);
}

function buildUrl(database: unknown, host: string, name: string, path: string): string {
  const user = text(database, 'user') ?? text(database, 'username');
  const password = text(database, 'password');
  const port = property(database, 'port');
  const ssl = property(database, 'ssl');
  const credentials = user === undefined ? '' : percentEncode(user) + secret(password);
  const portPart = typeof port === 'number' || typeof port === 'string' ? `:${port}` : '';
  const hostPart = host.includes(':') ? `[${host}]` : percentEncode(host);
  const mode = sslMode(ssl, path);
  const query = mode === undefined ? '' : `?sslmode=${mode}`;
  return `postgres://${credentials}${credentials && '@'}${hostPart}${portPart}/${percentEncode(name)}${query}`;
}

/**
 * `true`, `false`, or one of libpq's `sslmode`. What is not understood must not end up as a connection without
 * encryption.
 */
function sslMode(ssl: unknown, path: string): SslMode | undefined {
  if (ssl === undefined || ssl === null) return undefined;
  const mode = ssl === true ? 'require' : ssl === false ? 'disable' : SSL_MODES.find((each) => each === ssl);
  if (mode !== undefined) return mode;
  throw new ConfigError({ file: path, problem: 'service-ssl', modes: SSL_MODES });
}

function secret(password: string | undefined): string {
  return password === undefined ? '' : `:${percentEncode(password)}`;
}

function readJson(path: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError({ file: path, problem: 'service-unreadable' }, { cause });
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's message quotes the text around the fault, which may be a password.
    throw new ConfigError({ file: path, problem: 'service-not-json' });
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function text(value: unknown, key: string): string | undefined {
  const found = property(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
