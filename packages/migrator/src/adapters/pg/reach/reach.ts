import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Connection, Place, SslMode } from '../../../conninfo/make/connection.ts';
import type { Address, Handshake } from './open-socket.ts';

/** One attempt: where to, and how to shake hands there. The handshakes of an address are tried one after another. */
export interface Target {
  readonly place: Place;
  readonly address: Address;
  readonly handshakes: readonly Handshake[];
  /** A pooler there refuses `options`. */
  readonly refusesOptions?: boolean;
}

const HANDSHAKES: Readonly<Record<SslMode, readonly Handshake[]>> = {
  disable: ['plain'],
  allow: ['plain', 'required'],
  prefer: ['asked', 'plain'],
  require: ['required'],
  'verify-ca': ['required'],
  'verify-full': ['required'],
};

/** All addresses of a place, in the order of the system's resolver, or shuffled. Rejects with the resolver's error. */
export async function targetsOf(place: Place, { encryption, loadBalance }: Connection): Promise<readonly Target[]> {
  const { host, address, port } = place;
  if (/^[/@]/.test(host)) {
    // libpq never encrypts a Unix socket. A name that begins with @ is in the abstract namespace.
    return [{ place, address: { path: `${host.replace(/^@/, '\0')}/.s.PGSQL.${port}` }, handshakes: ['plain'] }];
  }
  const handshakes: readonly Handshake[] = encryption.direct ? ['direct'] : HANDSHAKES[encryption.mode];
  const known = address ?? (isIP(host) === 0 ? undefined : host);
  const found = known === undefined ? (await lookup(host, { all: true })).map((each) => each.address) : [known];
  const order = loadBalance ? shuffled(found) : [...new Set(found)];
  return order.map((each) => ({ place, address: { host: each, port }, handshakes }));
}

/** In random order. */
export function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
