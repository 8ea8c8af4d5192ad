import type { Connection } from './make/connection.ts';
import { parseConninfo } from './parse/parse-conninfo.ts';

/** What is shown of a connection URL that cannot be taken apart. */
export const UNREADABLE_URL = 'postgres://(unreadable URL)';

/** `postgres://user@host:port,host:port/database` for people: never the password, no parameters. */
export function displayConnection({ user, places, database }: Connection): string {
  return display(
    user,
    places.map(({ host, port }) => place(host, String(port))),
    database,
  );
}

/**
 * The same of a connection string alone, before variables and service files add to it. What cannot be read shows
 * nothing of itself.
 */
export function displayUrl(text: string): string {
  try {
    const settings = parseConninfo(text, '');
    const value = (name: string) => settings.get(name)?.value ?? '';
    if (settings.has('service') && value('host') === '') return `service=${value('service')}`;
    const ports = value('port').split(',');
    const hosts = (value('host') || value('hostaddr') || 'localhost').split(',');
    const places = hosts.map((host, index) => place(host, (ports.length > 1 ? ports[index] : ports[0]) || '5432'));
    return display(value('user'), places, value('dbname'));
  } catch {
    return UNREADABLE_URL;
  }
}

function display(user: string, places: readonly string[], database: string): string {
  return `postgres://${user === '' ? '' : `${user}@`}${places.join(',')}/${database}`;
}

function place(host: string, port: string): string {
  if (host.startsWith('/') || host.startsWith('@')) return port === '5432' ? host : `${host}:${port}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
