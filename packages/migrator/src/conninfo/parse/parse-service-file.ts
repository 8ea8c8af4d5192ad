import { ConfigError } from '../../errors/workspace/config-errors.ts';
import { isParameter } from './parameters.ts';
import type { Setting } from './setting.ts';

/**
 * The parameters of one service in the text of a `pg_service.conf`; `undefined` when the file does not define it. Read
 * as libpq does: the first section of that name counts, blanks around a line but not around `=` are dropped, no service
 * names another one. Throws {@link ConfigError}.
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
      throw new ConfigError({ file, problem: 'service-line', line: index + 1, reason: 'looked-up' });
    if (at < 0 || !isParameter(name))
      throw new ConfigError({ file, problem: 'service-line', line: index + 1, reason: 'not-a-parameter' });
    if (!found.has(name)) found.set(name, { value: line.slice(at + 1), from: `service "${service}" in ${file}` });
  }
  return found;
}
