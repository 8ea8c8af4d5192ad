import type { DatabaseUrlProblem } from '../../errors/workspace/database-url-error.ts';
import { InvalidDatabaseUrlError } from '../../errors/workspace/database-url-error.ts';
import { isParameter } from './parameters.ts';
import { percentDecode } from './percent-decode.ts';
import type { Setting } from './setting.ts';
import { unknownParameter } from './unknown-parameter.ts';

const SCHEME = /^postgres(?:ql)?:\/\//;

export function isUri(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * The parameters in `postgres://user:password@host:port,host:port/database?parameter=value`, taken apart as libpq does
 * (`conninfo_uri_parse_options` of fe-connect.c): the first `@` before a `/` ends the password, and there is no
 * fragment. What libpq would take for something that nobody meant (an `@` after the host) is refused. Throws
 * {@link InvalidDatabaseUrlError} and `ConnectionParameterError`, which quote nothing of a password.
 */
export function parseUri(text: string, source: string): ReadonlyMap<string, Setting> {
  const refuse: Refuse = (problem) => new InvalidDatabaseUrlError({ source, ...problem });
  if (/[\s\p{Cc}]/u.test(text)) throw refuse({ problem: 'white-space' });
  const body = text.replace(SCHEME, '');
  const credentials = /^([^@/]*)@/.exec(body)?.[1];
  const [, hosts = '', path = '', query] =
    /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(
      credentials === undefined ? body : body.slice(credentials.length + 1),
    ) ?? [];
  if (hosts.includes('@') || path.includes('@')) {
    throw refuse({ problem: 'credentials' });
  }
  const found = new Map<string, Setting>();
  const store = (name: string, raw: string, what = name): void => {
    const value = percentDecode(raw);
    if (value === undefined) throw refuse({ problem: 'percent', part: what });
    if (value !== '') found.set(name, { value, from: source });
  };
  if (credentials !== undefined) {
    const [user = '', ...password] = credentials.split(':');
    store('user', user);
    store('password', password.join(':'));
  }
  const places = hosts.split(',').map((place) => parsePlace(place, refuse));
  store('host', places.map(({ host }) => host).join(','));
  store('port', places.map(({ port }) => port).join(','));
  store('dbname', path, 'database');
  for (const [name, raw] of parseQuery(query, refuse)) {
    const value = percentDecode(raw);
    // The spelling of JDBC, which libpq understands in URLs.
    if (name === 'ssl' && value === 'true') found.set('sslmode', { value: 'require', from: source });
    else if (!isParameter(name)) throw unknownParameter(query?.includes('@') === true ? undefined : name, source);
    else if (value === undefined) throw refuse({ problem: 'percent', part: `parameter ${name}` });
    else found.set(name, { value, from: source });
  }
  return found;
}

type Refuse = (problem: DatabaseUrlProblem) => InvalidDatabaseUrlError;

function parsePlace(place: string, refuse: Refuse): { readonly host: string; readonly port: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (place.startsWith('[') && !bracketed?.[1]) throw refuse({ problem: 'ipv6' });
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: checkPort(bracketed[2] ?? '', refuse) };
  const colon = place.indexOf(':');
  if (colon < 0) return { host: place, port: '' };
  return { host: place.slice(0, colon), port: checkPort(place.slice(colon + 1), refuse) };
}

/** Where a password was not encoded, a part of it ends up as the port: it must not be quoted. */
function checkPort(port: string, refuse: Refuse): string {
  if (/^\d*$/.test(port)) return port;
  throw refuse({ problem: 'port' });
}

function parseQuery(query: string | undefined, refuse: Refuse): readonly (readonly [string, string])[] {
  if (query === undefined || query === '') return [];
  return query.split('&').map((pair) => {
    const [rawName = '', value, ...more] = pair.split('=');
    const name = percentDecode(rawName);
    if (value === undefined || more.length > 0 || name === undefined) {
      throw refuse({ problem: 'query' });
    }
    return [name, value] as const;
  });
}
