import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteIdentifier } from '../../src/sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../src/sql/names/quote-literal.ts';

describe('quoteIdentifier', () => {
  test.each([
    ['events', '"events"'],
    ['Order Lines', '"Order Lines"'],
    ['a"; drop table t; --', '"a""; drop table t; --"'],
    ['größe 漢字', '"größe 漢字"'],
  ])('%s', (name, quoted) => expect(quoteIdentifier(name)).toBe(quoted));

  test.each(['', 'a\0b'])('refuses %j', (name) => expect(() => quoteIdentifier(name)).toThrow(RangeError));

  test('no name can leave its quotes', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        fc.pre(!name.includes('\0'));
        const inner = quoteIdentifier(name).slice(1, -1);
        expect(inner.replaceAll('""', '')).not.toContain('"');
        expect(inner.replaceAll('""', '"')).toBe(name);
      }),
    ));
});

describe('quoteLiteral', () => {
  test.each([
    ['', "''"],
    ["it's", "'it''s'"],
    ['C:\\dir', " E'C:\\\\dir'"],
    ["\\'; drop table t; --", " E'\\\\''; drop table t; --'"],
  ])('%j', (text, quoted) => expect(quoteLiteral(text)).toBe(quoted));

  test('refuses NUL', () => expect(() => quoteLiteral('a\0')).toThrow(RangeError));
});
