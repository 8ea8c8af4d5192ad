import { readFileSync } from 'node:fs';
import { SSL_MODES, type SslMode } from '../../conninfo/make/connection.ts';
import { percentEncode } from '../../conninfo/percent-encode.ts';
import { ConfigError } from '../../errors/workspace/config-errors.ts';

/**
 * The database URL from a service's own JSON configuration: `infrastructure.database` is a URL, an object with `url`,
 * or one with `host`, `port`, `name` (or `database`), `user` (or `username`), `password` and `ssl` (or `sslmode`,
 * `sslMode`). Throws a {@link ConfigError} that names the field that is missing or wrong.
 */
export function readServiceConfig(path: string): string {
  const database = property(property(readJson(path), 'infrastructure'), 'database');
  if (typeof database === 'string' && database.trim() !== '') return database;
  if (typeof database !== 'object' || database === null || Array.isArray(database)) {
    throw new ConfigError({ file: path, problem: 'service-no-database' });
  }
  const url = textField(database, ['url'], path);
  if (url !== undefined) return url;
  const host = textField(database, ['host'], path);
  const name = textField(database, ['name', 'database'], path);
  if (host === undefined) throw wrong(path, 'host', 'is missing');
  if (name === undefined) throw wrong(path, 'name', 'is missing ("database" is accepted, too)');
  return buildUrl(database, host, name, path);
}

function wrong(file: string, field: string, says: string): ConfigError {
  return new ConfigError({ file, problem: 'service-field', field, says });
}

/**
 * The first of these fields that is there. One that is there and is not text is an error: left out it would be found
 * elsewhere, and the database could be another one.
 */
function textField(database: object, names: readonly string[], path: string): string | undefined {
  for (const name of names) {
    const value = property(database, name);
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string') return value;
    throw wrong(path, name, 'must be a string');
  }
  return undefined;
}

/** `5432` or `"5432"`. */
function portOf(database: object, path: string): string {
  const port = property(database, 'port');
  if (port === undefined || port === null) return '';
  const isWhole = typeof port === 'number' || (typeof port === 'string' && /^\d+$/.test(port));
  const number = isWhole ? Number(port) : Number.NaN;
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return `:${number}`;
  throw wrong(path, 'port', 'must be a whole number between 1 and 65535');
}

function buildUrl(database: object, host: string, name: string, path: string): string {
  const user = textField(database, ['user', 'username'], path);
  const password = textField(database, ['password'], path);
  const credentials = user === undefined ? '' : percentEncode(user) + secret(password);
  const portPart = portOf(database, path);
  const hostPart = host.includes(':') ? `[${host}]` : percentEncode(host);
  const mode = sslMode(database, path);
  const query = mode === undefined ? '' : `?sslmode=${mode}`;
  return `postgres://${credentials}${credentials && '@'}${hostPart}${portPart}/${percentEncode(name)}${query}`;
}

/**
 * `true`, `false`, or one of libpq's `sslmode`. What is not understood must not end up as a connection without
 * encryption.
 */
function sslMode(database: object, path: string): SslMode | undefined {
  const field = ['ssl', 'sslmode', 'sslMode'].find((name) => (property(database, name) ?? undefined) !== undefined);
  if (field === undefined) return undefined;
  const ssl = property(database, field);
  const mode = ssl === true ? 'require' : ssl === false ? 'disable' : SSL_MODES.find((each) => each === ssl);
  if (mode !== undefined) return mode;
  throw wrong(path, field, `must be true, false or one of: ${SSL_MODES.join(', ')}`);
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
