import { expect, test } from 'vitest';
import { commentsBetween } from '../../src/sql/script/comments-between.ts';

test.each([
  [
    'select 1; -- a\n  -- b\r\n/* -- c */\n-- d',
    [
      ['-- a', 7, false],
      ['-- b', 8, true],
      ['-- d', 10, true],
    ],
  ],
  ['-- whole', [['-- whole', 7, true]]],
  [';\n', []],
  ['/* open -- a', []],
])('%j', (text, found) => {
  expect(commentsBetween(text, 0, text.length, 7).map(({ text, line, ownLine }) => [text, line, ownLine])).toEqual(
    found,
  );
});

test('only what is between counts, and what is before it on the line', () => {
  const text = "select 1; -- a\nselect '-- b';";
  expect(commentsBetween(text, 9, 15, 1)).toEqual([{ text: '-- a', line: 1, ownLine: false }]);
});
