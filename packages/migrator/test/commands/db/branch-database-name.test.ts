import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchDatabaseName } from '../../../src/commands/db/branch/branch-database-name.ts';

test.each([
  ['braid', 'feature/prices', /^braid_feature_prices_[0-9a-f]{10}$/],
  ['braid', 'FEATURE/Prices', /^braid_feature_prices_[0-9a-f]{10}$/],
  ['braid', '../../etc/passwd', /^braid_etc_passwd_[0-9a-f]{10}$/],
  ['braid', 'größe', /^braid_gro_e_[0-9a-f]{10}$/],
  ['braid', '数据库', /^braid_[0-9a-f]{10}$/],
  ['My "Shop"', 'x', /^my_shop_x_[0-9a-f]{10}$/],
  ['', '', /^db_[0-9a-f]{10}$/],
  ['braid', 'a'.repeat(200), /^braid_a{46}_[0-9a-f]{10}$/],
])('of %j and %j', (base, branch, expected) => {
  expect(branchDatabaseName(base, branch)).toMatch(expected);
});

test('any names make a plain name of at most 63 bytes, and two make two', () => {
  const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 250 }), fc.string({ maxLength: 250 }));
  fc.assert(
    fc.property(any, any, any, (base, one, other) => {
      const name = branchDatabaseName(base, one);
      expect(name).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
      expect(name.length).toBeLessThanOrEqual(63);
      expect(branchDatabaseName(base, one)).toBe(name);
      if (one.normalize('NFC') !== other.normalize('NFC')) expect(branchDatabaseName(base, other)).not.toBe(name);
    }),
  );
});
