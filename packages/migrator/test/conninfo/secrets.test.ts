import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact, secretsOf } from '../../src/conninfo/secrets.ts';
import { connectionOf } from './connection-of.ts';

const canary = 'c4n4ry';

test.each([
  `postgres://u:p%40${canary}@h/d`,
  `postgres://u@h/d?password=p%40${canary}`,
  `postgres://u:p%40${canary}@/d?host=/tmp`,
])('%s: encoded and decoded', (url) => {
  const secrets = secretsOf(connectionOf(url));
  expect(redact(`auth failed for p@${canary} and p%40${canary}`, secrets)).toBe('auth failed for *** and ***');
  expect(redact(url, secrets)).not.toContain(canary);
});

test.each([
  ['a', 'connect ECONNREFUSED: database "data" of "a"', 'connect ECONNREFUSED: database "data" of "a"'],
  ['a', 'cannot read postgres://u:a@h/d', 'cannot read postgres://u:***@h/d'],
  ['x', "cannot read password='x' and password=x", "cannot read password='***' and password=***"],
  ['post', 'role "postgres" is not a post', 'role "postgres" is not a post'],
  ['test', 'the latest test failed', 'the latest *** failed'],
  ['u', 'role "u" of u', 'role "u" of u'],
  ['longenough', 'xlongenoughx', 'x***x'],
  ['.*+?$', 'is .*+?$ here', 'is *** here'],
])('password %s in: %s', (password, text, clean) => {
  expect(redact(text, secretsOf(connectionOf(`postgres://u:${encodeURIComponent(password)}@h/d`)))).toBe(clean);
});

test('half a character in a password', () => {
  expect(redact('is p\uD800assword', secretsOf(connectionOf('postgres://u:p\uD800assword@h/d')))).toBe('is ***');
});

test('without a password nothing is changed', () => {
  expect(redact('anything', secretsOf(connectionOf('postgres://u@h/d')))).toBe('anything');
  expect(redact('anything', secretsOf(connectionOf('postgres://u:@h/d')))).toBe('anything');
});

test('a URL with a password never shows it, however short it is', () =>
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (password) => {
      fc.pre(!password.includes('\0'));
      const url = `postgres://u:${encodeURIComponent(password)}@h/d`;
      const clean = redact(`cannot use ${url}`, secretsOf(connectionOf(url)));
      expect(clean).toBe('cannot use postgres://u:***@h/d');
    }),
  ));
