import { collectSettings } from './collect-settings.ts';
import type { Connection } from './make/connection.ts';
import type { Machine } from './make/machine.ts';
import { makeConnection } from './make/make-connection.ts';
import type { Variables } from './parse/setting.ts';

/**
 * The connection that libpq would make of a connection string and these variables.
 *
 * Throws `InvalidDatabaseUrlError`, `ConnectionParameterError`, and `ConfigError` for a service file; none of them
 * quotes a password.
 *
 * @param text `postgres://…` or `host=… user=…`
 * @param source what named it: `--url`, `DATABASE_URL` …
 */
export function resolveConnection(text: string, source: string, variables: Variables, machine: Machine): Connection {
  return makeConnection(collectSettings(text, source, variables, machine), source, machine);
}
