import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../src/errors/visible.ts';

test.each([
  ['plain text, Grüße, 日本語 and 👩‍💻', 'plain text, Grüße, 日本語 and 👩‍💻'],
  ['a\tb\nc', 'a\tb\nc'],
  ['\x1b[2J\x1b]0;title\x07', '\\u001b[2J\\u001b]0;title\\u0007'],
  ['a\rb', 'a\\u000db'],
  ['\x9b31m', '\\u009b31m'],
  ['abc\u202edcba', 'abc\\u202edcba'],
  ['a\u200bb\ufeffc', 'a\\u200bb\\ufeffc'],
  ['a\u{e0041}b', 'a\\udb40\\udc41b'],
  ['a\ud800b', 'a\\ud800b'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('nothing that a terminal obeys is left, and doing it again changes nothing', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
      expect(visible(shown)).toBe(shown);
    }),
  ));

test('JSON stays the same JSON', () =>
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(JSON.parse(visible(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  ));
