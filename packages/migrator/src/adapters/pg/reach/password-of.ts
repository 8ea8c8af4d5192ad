import { statSync } from 'node:fs';
import type { Connection, Place } from '../../../conninfo/make/connection.ts';
import type { Machine } from '../../../conninfo/make/machine.ts';
import { passwordFromFile } from '../../../conninfo/password-from-file.ts';

/**
 * The password for one host: the one that was given, otherwise the one in the password file. `undefined` when there is
 * none.
 */
export function passwordOf(connection: Connection, { host, port }: Place, machine: Machine): string | undefined {
  const { password, passwordFile, database, user } = connection;
  if (password !== undefined || passwordFile === undefined || isOpenToOthers(passwordFile)) return password;
  const text = machine.read(passwordFile);
  // Lines for the default socket say `localhost`.
  const named = host === machine.defaultHost(port) ? 'localhost' : host;
  return text === undefined ? undefined : passwordFromFile(text, { host: named, port: String(port), database, user });
}

/** As in libpq, such a file is ignored. */
export function isOpenToOthers(path: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stats = statSync(path);
    return stats.isFile() && (stats.mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
