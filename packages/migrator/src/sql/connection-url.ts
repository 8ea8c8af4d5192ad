/** What is shown of a connection URL that cannot be taken apart. */
export const UNREADABLE_URL = 'postgres://(unreadable URL)';

/**
 * `postgres://user@host:port/database` of a connection URL, for people: never the password, no parameters. What cannot be read as a URL shows
 * nothing of itself.
 */
export function displayUrl(url: string): string {
  try {
    // An empty host (a Unix socket) is not a valid authority for `URL`.
    const parsed = new URL(url.replace(/^(\w+:\/\/[^/?#]*@)\//, '$1localhost/'));
    const parameter = (name: string) => parsed.searchParams.get(name) ?? '';
    const user = decodeURIComponent(parsed.username) || parameter('user');
    const host = parameter('host') || decodeURIComponent(parsed.hostname) || 'localhost';
    const port = parameter('port') || parsed.port || '5432';
    const place = host.startsWith('/') ? host : `${host}:${port}`;
    return `postgres://${user === '' ? '' : `${user}@`}${place}/${decodeURIComponent(parsed.pathname.slice(1))}`;
  } catch {
    return UNREADABLE_URL;
  }
}

/** Every form in which the URL's secrets could turn up in somebody's message. */
export function secretsOf(url: string): readonly string[] {
  const found = new Set<string>();
  const authority = /^\w+:\/\/([^/?#]*)@/.exec(url)?.[1] ?? '';
  const colon = authority.indexOf(':');
  if (colon >= 0) found.add(authority.slice(colon + 1));
  for (const match of url.matchAll(/[?&](?:password|sslpassword)=([^&#]*)/gi)) found.add(match[1] ?? '');
  for (const secret of [...found]) {
    try {
      found.add(decodeURIComponent(secret));
    } catch {
      // Not percent-encoded: the text itself is in the set.
    }
  }
  found.delete('');
  return [...found].sort((a, b) => b.length - a.length);
}

/** The text without any of the secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
