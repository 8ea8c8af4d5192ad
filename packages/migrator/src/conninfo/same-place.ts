import type { Connection } from './make/connection.ts';

/** Whether two connections can lead to the same database: a host, port and database in common, with any role. */
export function isSamePlace(a: Connection, b: Connection): boolean {
  const known = new Set(keysOf(a));
  return keysOf(b).some((key) => known.has(key));
}

function keysOf({ places, database }: Connection): readonly string[] {
  return places.flatMap(({ host, address, port }) =>
    [host, address].flatMap((name) =>
      name === undefined ? [] : [`${normal(name)}:${port}/${database}`.toLowerCase()],
    ),
  );
}

/** Names for the loopback of a machine are one. */
function normal(host: string): string {
  return /^(127\.0\.0\.1|::1|localhost)\.?$/i.test(host) ? 'localhost' : host.replace(/\.$/, '');
}
