import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayUrl, redact, secretsOf } from '../../src/sql/connection-url.ts';

const canary = 'c4n4ry';

describe('displayUrl', () => {
  test.each([
    [`postgres://app:${canary}@db.example:6543/shop?sslmode=require`, 'postgres://app@db.example:6543/shop'],
    [`postgresql://app:${canary}@db.example/shop`, 'postgres://app@db.example:5432/shop'],
    ['postgres://db.example/shop', 'postgres://db.example:5432/shop'],
    [`postgres://app:${canary}@/shop?host=/var/run/postgresql`, 'postgres://app@/var/run/postgresql/shop'],
    [`postgres:///shop?host=/tmp&user=app&password=${canary}`, 'postgres://app@/tmp/shop'],
    [`postgres://app:${canary}@%2Fvar%2Frun/shop`, 'postgres://app@/var/run/shop'],
    [`postgres://app@db/shop?password=${canary}`, 'postgres://app@db:5432/shop'],
    [`postgres://app:${canary}@[::1]:5433/shop`, 'postgres://app@[::1]:5433/shop'],
    [`postgres://app:${canary}@db:port/shop`, 'postgres://(unreadable URL)'],
    [`postgres://app:${canary}`, 'postgres://(unreadable URL)'],
    [canary, 'postgres://(unreadable URL)'],
  ])('%s', (url, shown) => {
    expect(displayUrl(url)).toBe(shown);
    expect(displayUrl(url)).not.toContain(canary);
  });

  test('no password is ever shown', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 4 }),
        fc.constantFrom('@db/shop', '@db:5/x?sslmode=require', '@/s?host=/t'),
        (noise, rest) => {
          const password = `${canary}${encodeURIComponent(noise)}`;
          expect(displayUrl(`postgres://u:${password}${rest}`)).not.toContain(canary);
          expect(displayUrl(`postgres://u:${canary}${noise}${rest}`)).not.toContain(canary);
          expect(displayUrl(`postgres://u@h/d?password=${password}`)).not.toContain(canary);
        },
      ),
    ));
});

describe('redact', () => {
  test.each([
    `postgres://u:p%40${canary}@h/d`,
    `postgres://u@h/d?password=p%40${canary}`,
    `postgres://u:p%40${canary}@/d?host=/tmp`,
  ])('%s: encoded and decoded', (url) => {
    const secrets = secretsOf(url);
    expect(redact(`auth failed for p@${canary} and p%40${canary}`, secrets)).toBe('auth failed for *** and ***');
    expect(redact(url, secrets)).not.toContain(canary);
  });

  test('without a password nothing is changed', () => {
    expect(redact('anything', secretsOf('postgres://u@h/d'))).toBe('anything');
    expect(redact('anything', secretsOf('postgres://u:@h/d'))).toBe('anything');
  });
});
