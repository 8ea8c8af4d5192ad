import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ForeignRevision } from '../../../src/adopt/foreign-history.ts';
import { adoptedLedgers, adoptedLine, adoptedRange, readAdoptedLine } from '../../../src/adopt/past/adopted-line.ts';

const revision = (key: string, checksum: string | undefined): ForeignRevision => ({
  ...{ key, checksum, message: key, parents: [], dependsOn: [], labels: [], removed: [], source: `${key}.sql` },
  upgrade: { kind: 'sql', sql: '' },
});
const key = fc.stringMatching(/^[0-9a-z_-]{1,20}$/);
const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\p{Cc}]/u.test(text));

test('what was written is read back: the first and the last, and the ledger whatever its name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 5 }), name, name, (keys, schema, table) => {
      const range = adoptedRange(
        'drizzle',
        keys.map((each) => revision(each, `c${each}`)),
      );
      const line = adoptedLine(range, { schema, table });
      expect(readAdoptedLine(line)).toEqual({
        range,
        tool: 'drizzle',
        from: keys[0],
        to: keys.at(-1),
        ledger: { schema, table },
      });
      expect(adoptedLedgers([line, undefined, line])).toEqual([{ schema, table }]);
    }),
  );
});

test('any other key, checksum or order is another range', () => {
  const [a, b, c] = [revision('a', '1'), revision('b', '2'), revision('c', '3')];
  const ranges = [[a, b, c], [a, revision('b', '9'), c], [a, c], [a, revision('d', '2'), c], [a], [revision('a', '9')]];
  const said = ranges.map((each) => adoptedRange('drizzle', each));
  expect(new Set(said).size).toBe(ranges.length);
});
