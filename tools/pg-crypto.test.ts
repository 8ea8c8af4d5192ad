import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const own = require('./pg-crypto.cjs');
const pgs = require(require.resolve('pg').replace('index.js', 'crypto/utils.js'));

const text = fc.string({ unit: 'binary' });
const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array));

test('has all that pg has, under the same names', () => {
  expect(Object.keys(own).sort()).toEqual(Object.keys(pgs).sort());
  expect(own.randomBytes(18)).toHaveLength(18);
  expect(own.randomBytes(18)).not.toEqual(own.randomBytes(18));
});

test('computes what pg computes', async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      bytes,
      fc.integer({ min: 1, max: 60 }),
      async (password, message, salt, iterations) => {
        const all = async ({ deriveKey, sha256, hmacSha256, hashByName, md5, postgresMd5PasswordHash }: typeof pgs) => {
          const key = await deriveKey(password, salt, iterations);
          const found = [key, await sha256(salt), await hmacSha256(key, message), await hashByName('SHA-384', salt)];
          return [
            ...found.map((each) => Buffer.from(each)),
            await md5(message),
            await postgresMd5PasswordHash(message, password, salt),
          ];
        };
        expect(await all(own)).toEqual(await all(pgs));
      },
    ),
    { numRuns: 200 },
  );
});

test('also where it takes many rounds', async () => {
  const salt = Buffer.from('salt');
  expect(Buffer.from(await own.deriveKey('password', salt, 10_001))).toEqual(
    Buffer.from(await pgs.deriveKey('password', salt, 10_001)),
  );
});

test('a key that was asked for before is the right one, whatever was asked for in between', async () => {
  const few = fc.record({
    password: fc.constantFrom('', '1', '12', '","', '"', '\ud800', '\ufffd'),
    salt: fc.constantFrom('', '1', '21', '"').map((salt) => Buffer.from(salt)),
    iterations: fc.constantFrom(1, 2, 12),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(few, { maxLength: 60 }), async (logins) => {
      const keys = async ({ deriveKey }: typeof pgs) => {
        const found = await Promise.all(logins.map((login) => deriveKey(login.password, login.salt, login.iterations)));
        return found.map((key) => Buffer.from(key));
      };
      expect(await keys(own)).toEqual(await keys(pgs));
    }),
    { numRuns: 100 },
  );
});

test('it is computed once for logins to one role, and forgotten when others have come since', async () => {
  const key = (salt: string) => own.deriveKey('password', Buffer.from(salt), 4_096);
  const first = await key('role');
  expect(await key('role')).toBe(first);
  for (let other = 0; other < 16; other += 1) await key(`other ${other}`);
  expect(await key('role')).not.toBe(first);
  expect(await key('role')).toEqual(first);
});
