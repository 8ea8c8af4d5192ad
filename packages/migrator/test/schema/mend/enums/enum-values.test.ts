import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeOf } from '../../../../src/schema/change/change.ts';
import { addedValues, mendEnumValues } from '../../../../src/schema/mend/enums/enum-values.ts';
import { parseRename } from '../../../../src/schema/rename/rename-flag.ts';
import { enumOf } from '../../entities.ts';

test.each([
  [['a'], ['a', "it's"], [], [`ALTER TYPE "mood" ADD VALUE 'it''s'`]],
  [
    ['a', 'd'],
    ['a', 'b', 'c', 'd'],
    [],
    [`ALTER TYPE "mood" ADD VALUE 'b' BEFORE 'd'`, `ALTER TYPE "mood" ADD VALUE 'c' BEFORE 'd'`],
  ],
  [['a', 'b'], ['x', 'b'], ["enum-value mood.'a'=x"], [`ALTER TYPE "mood" RENAME VALUE 'a' TO 'x'`]],
  [['a', 'b'], ['b', 'a'], [], []],
  [['a', 'b'], ['b'], [], []],
])('%j → %j', (before, after, renames, expected) => {
  const change = changeOf([enumOf('mood', ...before)], [enumOf('mood', ...after)], renames.map(parseRename));
  expect(mendEnumValues(change).first.map(({ sql }) => sql)).toEqual(expected);
});

test('adding the values one by one gives the order that is wanted', () => {
  const values = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.array(fc.boolean()), (after, keep) => {
      const list = after.filter((_, index) => keep[index] === true);
      for (const { value, next } of addedValues([...list], after) ?? []) {
        list.splice(next === undefined ? list.length : list.indexOf(next), 0, value);
      }
      expect(list).toEqual(after);
    }),
  );
});
