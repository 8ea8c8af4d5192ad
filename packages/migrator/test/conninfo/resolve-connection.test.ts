import { describe, expect, test } from 'vitest';
import { PARAMETERS } from '../../src/conninfo/parse/parameters.ts';
import { passwordFromFile } from '../../src/conninfo/password-from-file.ts';
import { isSamePlace } from '../../src/conninfo/same-place.ts';
import { MigratorError } from '../../src/errors/migrator-error.ts';
import { connectionOf } from './connection-of.ts';

const OWN = '/home/me/.pg_service.conf';
const ALL = '/etc/postgresql-common/pg_service.conf';

function refusal(...given: Parameters<typeof connectionOf>): MigratorError {
  try {
    connectionOf(...given);
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
  throw new Error(`${given[0]} was accepted`);
}

describe('where a value comes from', () => {
  test('nothing said is the Unix socket, the user of the system and a database of that name', () => {
    expect(connectionOf('postgres://')).toMatchObject({
      places: [{ host: '/var/run/postgresql', port: 5432 }],
      user: 'me',
      database: 'me',
      sessionAttributes: 'any',
      encryption: { mode: 'prefer' },
    });
  });

  test('the URL over the service, the service over the environment', () => {
    const variables = {
      PGSERVICE: 'prod',
      PGHOST: 'env',
      PGPORT: '1',
      PGUSER: 'env',
      PGPASSWORD: 'env',
      PGOPTIONS: '-c a=1',
    };
    const files = { [OWN]: '# mine\n[other]\nhost=o\n[prod]\nhost=service\nport=2\n\n[prod]\nport=3\n' };
    expect(connectionOf('postgres://url/d', variables, files)).toMatchObject({
      places: [{ host: 'url', port: 2 }],
      user: 'env',
      password: 'env',
      database: 'd',
      options: '-c a=1',
    });
  });

  test.each([
    ['the file of the user first', { [OWN]: '[s]\nhost=own\n', [ALL]: '[s]\nhost=all\n' }, {}, 'own'],
    ['then that of the machine', { [OWN]: '[t]\nhost=own\n', [ALL]: '[s]\nhost=all\n' }, {}, 'all'],
    ['PGSERVICEFILE', { '/f': '[s]\nhost=f\n', [OWN]: '[s]\nhost=own\n' }, { PGSERVICEFILE: '/f' }, 'f'],
    ['PGSYSCONFDIR', { '/c/pg_service.conf': '[s]\nhost=c\n', [ALL]: '[s]\nhost=all\n' }, { PGSYSCONFDIR: '/c' }, 'c'],
  ])('services: %s', (_name, files, variables, host) => {
    expect(connectionOf('postgres://?service=s', variables, files).places[0]?.host).toBe(host);
    expect(connectionOf('service=s', variables, files).places[0]?.host).toBe(host);
    expect(connectionOf('postgres://', { ...variables, PGSERVICE: 's' }, files).places[0]?.host).toBe(host);
  });

  test.each([
    ['a service that no file defines', { [OWN]: '[t]\n' }, {}, 'connection-parameter'],
    ['a file that is not there', {}, { PGSERVICEFILE: '/none' }, 'connection-parameter'],
    ['an unknown parameter', { [OWN]: '[s]\nhots=c4n4ry\n' }, {}, 'config'],
    ['no parameter', { [OWN]: '[s]\npassword c4n4ry\n' }, {}, 'config'],
    ['a service in a service', { [OWN]: '[s]\nservice=c4n4ry\n' }, {}, 'config'],
    ['LDAP', { [OWN]: '[s]\nldap://c4n4ry\n' }, {}, 'config'],
  ])('%s is refused', (_name, files: Record<string, string>, variables, code) => {
    const error = refusal('postgres://?service=s', variables, files);
    expect(error).toMatchObject({ code, outcome: 'usage' });
    expect(error.hint).toBeTruthy();
    expect(JSON.stringify([error, error.message])).not.toContain('c4n4ry');
  });

  test('every variable of libpq is one for its parameter', () => {
    const variables = Object.values(PARAMETERS).flatMap(({ variable }) => variable ?? []);
    expect(new Set(variables).size).toBe(variables.length);
    expect(
      connectionOf('postgres://', { PGTZ: 'Europe/Berlin', PGDATESTYLE: 'ISO, DMY', PGOPTIONS: '-c geqo=off' }).options,
    ).toBe('-c datestyle=ISO,\\ DMY -c timezone=Europe/Berlin -c geqo=off');
  });
});

describe('several hosts', () => {
  test.each([
    [
      'postgres://a,b:2/d',
      [
        ['a', 5432],
        ['b', 2],
      ],
    ],
    [
      'postgres:///d?host=a,b&port=7',
      [
        ['a', 7],
        ['b', 7],
      ],
    ],
    [
      'postgres:///d?host=a,&port=1,2',
      [
        ['a', 1],
        ['/var/run/postgresql', 2],
      ],
    ],
    [
      'postgres:///d?hostaddr=10.0.0.1,10.0.0.2',
      [
        ['10.0.0.1', 5432],
        ['10.0.0.2', 5432],
      ],
    ],
  ])('%s', (text, places) => {
    expect(connectionOf(text).places.map(({ host, port }) => [host, port])).toEqual(places);
  });

  test.each([
    'postgres:///d?host=a,b&port=1,2,3',
    'postgres:///d?host=a,b&hostaddr=10.0.0.1',
    'postgres://a:1,b:2,c:3/d?host=x,y',
  ])('%s: lists of different lengths', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'connection-parameter', facts: { reason: 'value' } });
  });
});

describe('values', () => {
  test.each([
    ['connect_timeout=5', { connectTimeoutMs: 5000 }],
    ['connect_timeout=1', { connectTimeoutMs: 2000 }],
    ['connect_timeout=0', { connectTimeoutMs: 0 }],
    ['connect_timeout=-1', { connectTimeoutMs: 0 }],
    ['keepalives=0', { keepAlive: false }],
    ['keepalives_idle=30', { keepAlive: true, keepAliveIdleMs: 30_000 }],
    ['keepalives_interval=1&keepalives_count=2&tcp_user_timeout=3', { keepAlive: true }],
    ['target_session_attrs=read-write', { sessionAttributes: 'read-write' }],
    ['load_balance_hosts=random', { loadBalance: true }],
    ['sslrootcert=system', { encryption: { mode: 'verify-full', rootCertificate: 'system' } }],
    ['sslnegotiation=direct&sslmode=require', { encryption: { direct: true } }],
    ['channel_binding=require', { encryption: { channelBinding: 'require' } }],
    ['sslpassword=x&sslsni=0', { encryption: { keyPassword: 'x', sendServerName: false } }],
    ['gssencmode=prefer&client_encoding=UTF8', { encryption: { mode: 'prefer' } }],
  ])('%s', (query, expected) => {
    expect(connectionOf(`postgres://h/d?${query}`)).toMatchObject(expected);
  });

  test.each([
    ['sslmode=no-verify', 'sslmode', 'value'],
    ['sslmode=', 'sslmode', 'value'],
    ['sslrootcert=system&sslmode=require', 'sslmode', 'value'],
    ['sslnegotiation=direct', 'sslmode', 'value'],
    ['connect_timeout=5s', 'connect_timeout', 'value'],
    ['port=0', 'port', 'value'],
    ['port=65536', 'port', 'value'],
    ['target_session_attrs=master', 'target_session_attrs', 'value'],
    ['keepalives=yes', 'keepalives', 'value'],
    ['gssencmode=require', 'gssencmode', 'unsupported'],
    ['requirepeer=postgres', 'requirepeer', 'unsupported'],
    ['require_auth=scram-sha-256', 'require_auth', 'unsupported'],
    ['replication=database', 'replication', 'unsupported'],
    ['sslcertmode=require', 'sslcertmode', 'unsupported'],
    ['client_encoding=latin1', 'client_encoding', 'unsupported'],
  ])('%s is refused by name', (query, parameter, reason) => {
    expect(refusal(`postgres://h/d?${query}`)).toMatchObject({
      code: 'connection-parameter',
      facts: { parameter, reason, source: '--url' },
    });
  });

  test('a variable is named as the source', () => {
    expect(refusal('postgres://h', { PGSSLMODE: 'on' })).toMatchObject({
      facts: { parameter: 'sslmode', source: 'PGSSLMODE' },
    });
  });
});

test.each([
  ['h:5432:d:me:x', 'x'],
  ['*:*:*:*:a:b', 'a:b'],
  ['# h:5432:d:me:no\nh:5432:other:me:no\nh:*:d:*:yes\n*:*:*:*:late', 'yes'],
  ['h:5432:d:me:a\\:b\\\\', 'a:b\\'],
  ['h:5432:d', undefined],
  ['', undefined],
])('.pgpass: %j', (text, password) => {
  expect(passwordFromFile(text, { host: 'h', port: '5432', database: 'd', user: 'me' })).toBe(password);
});

test.each([
  ['postgres://a@h/d', 'postgres://b:x@H:5432/d', true],
  ['postgres://h/d', 'postgres://x,h/d', true],
  ['postgres://localhost/d', 'postgres://127.0.0.1/d', true],
  ['postgres://h/d', 'postgres://other/d?hostaddr=10.0.0.1', false],
  ['postgres://10.0.0.1/d', 'postgres://other/d?hostaddr=10.0.0.1', true],
  ['postgres://h/d', 'postgres://h/e', false],
  ['postgres://h/d', 'postgres://h:1/d', false],
])('%s and %s lead to the same database: %s', (a, b, same) => {
  expect(isSamePlace(connectionOf(a), connectionOf(b))).toBe(same);
});
