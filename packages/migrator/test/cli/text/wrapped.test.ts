import fc from 'fast-check';
import width from 'fast-string-width';
import { expect, test } from 'vitest';
import { coloured, forTerminal } from '../../../src/cli/screen.ts';
import { wrapped } from '../../../src/cli/text/wrapped.ts';

test.each([
  ['short', 20, 'short'],
  ['blocked a1 by pid 4711 (report by ann)', 20, 'blocked a1 by pid\n  4711 (report by\n  ann)'],
  ['    detail: the key (id)=(1) is there', 24, '    detail: the key\n      (id)=(1) is there'],
  ['  a1  shop  items with names', 20, '  a1  shop  items\n    with names'],
  ['日本語 日本語 日本語', 14, '日本語 日本語\n  日本語'],
  ['features/shop/migrations/20260101_a.sql: no', 20, 'features/shop/migrations/20260101_a.sql:\n  no'],
  ['a text for a file that nobody knows the width of', 0, 'a text for a file that nobody knows the width of'],
])('%j in %i columns', (text, columns, lines) => expect(wrapped(text, columns)).toBe(lines));

const word = fc.constantFrom('blocked', 'by', 'pid', '4711', '日本語', '🎉', '(report)', 'x'.repeat(30), 'é');
const red = (text: string): string => coloured(text, (inner) => `\u001b[31m${inner}\u001b[39m`);

test('no word is lost or broken, and nothing that could be broken is wider than the terminal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, word.map(red)), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 10, max: 140 }),
      fc.constantFrom('', '  ', '      '),
      (words, columns, indent) => {
        const lines = wrapped(indent + words.join(' '), columns).split('\n');
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
        for (const line of lines) {
          if (line.trim().includes(' ')) expect(width(forTerminal(line))).toBeLessThanOrEqual(columns);
        }
      },
    ),
  );
});
