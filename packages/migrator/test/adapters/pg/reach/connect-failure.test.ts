import { expect, test } from 'vitest';
import { connectFailure } from '../../../../src/adapters/pg/reach/connect-failure.ts';

const nothing = { secrets: { passwords: [], known: [] }, ignoredFile: undefined };
const target = { display: 'postgres://app@db:5432/shop', source: '--url' };

test.each([
  [{ code: '28P01', message: 'password authentication failed for user "app"' }, 'database-password-refused'],
  [{ message: 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string' }, 'database-password-refused'],
  [
    { code: '28000', message: 'no pg_hba.conf entry for host "1.2.3.4", user "app", database "shop", no encryption' },
    'database-tls-required',
  ],
  [{ code: '28000', message: 'role "app" is not permitted to log in' }, 'database-access-refused'],
  [{ code: '3D000', message: 'database "shop" does not exist' }, 'database-unknown'],
  [{ code: '53300', message: 'sorry, too many clients already' }, 'database-too-many-connections'],
  [{ code: '57P03', message: 'the database system is starting up' }, 'database-not-ready'],
  [{ message: 'The server does not support SSL connections' }, 'database-tls-refused'],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, 'database-tls-refused'],
  [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 1.2.3.4:5432' }, 'database-host-unreachable'],
  [{ code: 'ECONNREFUSED', message: '' }, 'database-host-unreachable'],
  [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND db' }, 'database-host-unreachable'],
  [{ code: 'ENOENT', message: 'connect ENOENT /tmp/.s.PGSQL.5432' }, 'database-host-unreachable'],
  [{ message: 'target_session_attrs=primary does not fit this server' }, 'database-no-such-session'],
  [{ message: 'timeout expired' }, 'database-connect-timeout'],
  [{ code: 'XX000', message: 'what is this' }, 'database-connect-failed'],
  [undefined, 'database-connect-failed'],
])('%j is %s', (error, code) => {
  const failure = connectFailure([{ host: 'db', error }], target, nothing);
  expect(failure).toMatchObject({ code, facts: { target: target.display, source: '--url' } });
  expect(failure.hint).toBeTruthy();
});

test('what the driver says never shows the password', () => {
  const secrets = { passwords: ['c4n4ry'], known: [] };
  const failure = connectFailure([{ host: 'db', error: new Error('bad: c4n4ry') }], target, {
    secrets,
    ignoredFile: undefined,
  });
  expect(JSON.stringify([failure.message, failure])).not.toContain('c4n4ry');
  expect(failure.cause).toBeUndefined();
});

test('each of several hosts says what it answered, once', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const failures = [
    { host: 'a', error: refused },
    { host: 'a', error: refused },
    { host: 'b', error: new Error('timeout expired') },
  ];
  expect(connectFailure(failures, target, nothing).message).toContain('a: connect ECONNREFUSED; b: timeout expired');
});

test('a password file that others can read is named where a password was missing', () => {
  const failure = connectFailure([{ host: 'a', error: new Error('no password supplied') }], target, {
    ...nothing,
    ignoredFile: '/f',
  });
  expect(failure).toMatchObject({ code: 'database-password-refused', hint: expect.stringContaining('chmod 600 /f') });
});
