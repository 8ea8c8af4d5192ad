import { expect, test } from 'vitest';
import { isLocal } from '../../src/conninfo/is-local.ts';

const places = (...hosts: readonly (string | readonly [host: string, address: string])[]) => ({
  places: hosts.map((each) => {
    const [host, address] = typeof each === 'string' ? [each, undefined] : each;
    return { host, address, port: 5432 };
  }),
});

test.each([
  'localhost',
  'LOCALHOST.',
  '127.0.0.1',
  '127.1.2.3',
  '::1',
  '/var/run/postgresql',
  '@abstract',
  'C:\\sockets',
])('%s is this machine', (host) => {
  expect(isLocal(places(host))).toBe(true);
});

test.each(['db', 'localhost.example.com', '10.0.0.1', '128.0.0.1', 'host.docker.internal', '0.0.0.0', '::2', ''])(
  '%s is not',
  (host) => {
    expect(isLocal(places(host))).toBe(false);
    expect(isLocal(places('localhost', host))).toBe(false);
  },
);

test('an address counts before the name', () => {
  expect(isLocal(places(['localhost', '10.0.0.1']))).toBe(false);
  expect(isLocal(places(['localhost', '127.0.0.1']))).toBe(true);
  expect(isLocal(places(['db', '127.0.0.1']))).toBe(false);
});
