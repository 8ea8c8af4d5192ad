import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayConnection, displayUrl } from '../../src/conninfo/display.ts';
import { connectionOf } from './connection-of.ts';

const canary = 'c4n4ry';

describe('displayUrl', () => {
  test.each([
    [`postgres://app:${canary}@db.example:6543/shop?sslmode=require`, 'postgres://app@db.example:6543/shop'],
    [`postgresql://app:${canary}@db.example/shop`, 'postgres://app@db.example:5432/shop'],
    ['postgres://db.example/shop', 'postgres://db.example:5432/shop'],
    [`postgres://app:${canary}@/shop?host=/var/run/postgresql`, 'postgres://app@/var/run/postgresql/shop'],
    [`postgres:///shop?host=/tmp&user=app&password=${canary}&port=5433`, 'postgres://app@/tmp:5433/shop'],
    [`postgres://app:${canary}@%2Fvar%2Frun/shop`, 'postgres://app@/var/run/shop'],
    [`postgres://app@db/shop?password=${canary}`, 'postgres://app@db:5432/shop'],
    [`postgres://app:${canary}@[::1]:5433/shop`, 'postgres://app@[::1]:5433/shop'],
    [`postgres://app:${canary}@a:1,b:2/shop`, 'postgres://app@a:1,b:2/shop'],
    [`host=db user=app password='${canary} 1' dbname=shop`, 'postgres://app@db:5432/shop'],
    ['service=prod', 'service=prod'],
    [`postgres://app:${canary}@db:port/shop`, 'postgres://(unreadable URL)'],
    [`postgres://app:${canary}`, 'postgres://(unreadable URL)'],
    [`postgres://app:x@${canary}/y@db/shop`, 'postgres://(unreadable URL)'],
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

test('a connection shows what variables and services add to it', () => {
  expect(displayConnection(connectionOf('postgres://', { PGHOST: 'a,b', PGPORT: '1,2', PGUSER: 'app' }))).toBe(
    'postgres://app@a:1,b:2/app',
  );
  const files = { '/home/me/.pg_service.conf': '[prod]\nhost=db.example\ndbname=shop\nuser=app\n' };
  expect(displayConnection(connectionOf('service=prod', {}, files))).toBe('postgres://app@db.example:5432/shop');
});
