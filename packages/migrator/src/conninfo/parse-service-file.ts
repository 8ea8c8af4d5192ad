import { ConfigError } from '../errors/workspace/config-errors.ts';
import { isParameter } from './parameters.ts';
import type { Setting } from './setting.ts';

/**
 * The parameters of one service in the text of a `pg_service.conf`; `undefined` when the file does not define it. Read as libpq does: the first
 * section of that name counts, blanks around a line but not around `=` are dropped, no service names another one. Throws {@link ConfigError}.
 */
export function parseServiceFile(
  text: string,
  file: string,
  service: string,
): ReadonlyMap<string, Setting> | undefined {
  let found: Map<string, Setting> | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (found !== undefined) return found;
      if (line.startsWith(`[${service}]`)) found = new Map();
      continue;
    }
    if (found === undefined) continue;
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(at, 0));
    // The line is not quoted: it may hold a password.
    if (name === 'service' || line.startsWith('ldap'))
      throw unreadable(file, index + 1, 'looks a service up elsewhere, which is not supported');
    if (at < 0 || !isParameter(name))
      throw unreadable(file, index + 1, "is not parameter=value with one of libpq's parameters");
    if (!found.has(name)) found.set(name, { value: line.slice(at + 1), from: `service "${service}" in ${file}` });
  }
  return found;
}

function unreadable(file: string, line: number, problem: string): ConfigError {
  return new ConfigError(
    file,
    `line ${line} ${problem}.`,
    `Correct line ${line} of ${file}, or name the database by --url.`,
  );
}
