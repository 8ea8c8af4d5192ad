import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DefaultColumn } from '../../../src/schema/defaults/default-column.ts';
import { readArray } from '../../../src/schema/defaults/read-array.ts';
import { UnwritableDefault } from '../../../src/schema/defaults/unwritable-default.ts';
import { writeDefault } from '../../../src/schema/defaults/write-default.ts';
import { readLiteral } from '../../../src/sql/names/read-literal.ts';

/** `text`, `integer[][]`, `enum mood`. */
function of(type: string): DefaultColumn {
  const [name = ''] = type.split('[');
  const isEnum = name.startsWith('enum ');
  return { type: name.replace('enum ', ''), isEnum, dimensions: (type.match(/\[\]/g) ?? []).length };
}

const NOON = new Date('2020-01-02T03:04:05.678Z');

test.each<[type: string, value: unknown, literal: string]>([
  ['text', "it's", "'it''s'"],
  ['text', 'C:\\tmp', String.raw`E'C:\\tmp'`],
  ['text', 'a\nb\r', String.raw`E'a\nb\r'`],
  ['text', '\u2028\u0007', String.raw`E'\u2028\u0007'`],
  ['text', '$1 $$', "'$1 $$'"],
  ['text', '', "''"],
  ['varchar(9)', '5', "'5'"],
  ['text', null, 'null'],
  ['text[]', ['NULL', ' sp ', 'null', 'a b'], `'{"NULL"," sp ","null",a b}'`],
  ['text[]', ['{x}', 'a,b', '', '"', '\\'], String.raw`E'{"{x}","a,b","","\\"","\\\\"}'`],
  ['text[]', [], "'{}'"],
  ['text[]', [null, 'a', undefined], "'{NULL,a,NULL}'"],
  ['text[][]', [[], []], "'{}'"],
  [
    'text[][]',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    "'{{a,b},{c,d}}'",
  ],
  ['text[]', '{a,b}', "'{a,b}'"],
  ['integer', 5, '5'],
  ['smallint', -5, '-5'],
  ['bigint', 9223372036854775807n, '9223372036854775807'],
  ['bigint', '-9223372036854775808', '-9223372036854775808'],
  ['integer', '0x1f', "'0x1f'"],
  ['integer[]', [1, null, -2], "'{1,NULL,-2}'"],
  ['real', Number.NaN, "'NaN'"],
  ['double precision', Number.NEGATIVE_INFINITY, "'-Infinity'"],
  ['double precision', 1e21, '1e+21'],
  ['double precision', 5e-324, '5e-324'],
  ['numeric(10,2)', '1.50', "'1.50'"],
  ['numeric', 1.5, "'1.5'"],
  ['boolean', true, 'true'],
  ['boolean[]', [true, false], "'{t,f}'"],
  ['jsonb', {}, "'{}'"],
  ['jsonb', '{}', `'"{}"'`],
  ['jsonb', { "it's": [1, null, 'a"b'] }, String.raw`E'{"it''s":[1,null,"a\\"b"]}'`],
  ['jsonb', null, "'null'"],
  ['jsonb', true, "'true'"],
  ['jsonb', [1, 2], "'[1,2]'"],
  [
    'jsonb',
    { big: 9007199254740993n, when: NOON, gone: undefined },
    `'{"big":9007199254740993,"when":"2020-01-02T03:04:05.678Z"}'`,
  ],
  ['jsonb[]', [[]], `'{"[]"}'`],
  ['jsonb[]', [{ a: 1 }, [2], null], String.raw`E'{"{\\"a\\":1}","[2]",NULL}'`],
  ['date', NOON, "'2020-01-02'"],
  ['date', '2020-01-02', "'2020-01-02'"],
  ['timestamp(3)', NOON, "'2020-01-02 03:04:05.678'"],
  ['timestamp (3) with time zone', NOON, "'2020-01-02 03:04:05.678+00'"],
  ['timestamp with time zone', '2020-01-02 03:04', "'2020-01-02 03:04+00'"],
  ['timestamp with time zone', '2020-01-02 03:04-05', "'2020-01-02 03:04-05'"],
  ['timestamp with time zone', 'infinity', "'infinity'"],
  ['timestamp', new Date('+010000-01-01T00:00:00Z'), "'10000-01-01 00:00:00.000'"],
  ['timestamp', new Date('0000-12-31T00:00:00Z'), "'0001-12-31 00:00:00.000 BC'"],
  ['date[]', [NOON], "'{2020-01-02}'"],
  ['timestamp[]', [NOON], `'{"2020-01-02 03:04:05.678"}'`],
  ['time with time zone', '12:00', "'12:00+00'"],
  ['interval', '1 day', "'1 day'"],
  ['interval[]', ['1 day'], `'{"1 day"}'`],
  ['bit(3)', '101', "'101'"],
  ['inet', '10.0.0.1', "'10.0.0.1'"],
  ['point', [1, 2.5], "'(1,2.5)'"],
  ['point', { x: 1, y: 2 }, "'(1,2)'"],
  ['point[]', [[1, 2]], `'{"(1,2)"}'`],
  ['line', { a: 1, b: 2, c: 3 }, "'{1,2,3}'"],
  ['geometry(point,4326)', { x: 1, y: 2 }, "'SRID=4326;POINT(1 2)'"],
  [
    'geometry(point)[]',
    [
      [1, 2],
      [3, 4],
    ],
    "'{POINT(1 2):POINT(3 4)}'",
  ],
  ['vector(3)', [1, 2, 3], "'[1,2,3]'"],
  ['bytea', new Uint8Array([0, 255]), String.raw`E'\\x00ff'`],
  ['enum mood', '', "''"],
  ['enum date', "o'k", "'o''k'"],
  ['enum mood[]', ['null', 'a b'], `'{"null",a b}'`],
  ['citext', 'x', "'x'"],
  ['money', 5, "'5'"],
])('%s %s: %s', (type, value, literal) => {
  expect(writeDefault(of(type), value)).toBe(literal);
});

const itself: unknown[] = [];
itself.push(itself);

test.each<[string, unknown]>([
  ['text', 'a\0'],
  ['text', '\ud800'],
  ['jsonb', { a: '\0' }],
  ['jsonb', itself],
  ['jsonb', { a: '\udc00' }],
  ['integer[][]', [[1], [2, 3]]],
  ['integer[][]', [1, 2]],
  ['timestamp', new Date(Number.NaN)],
  ['point', [1]],
  ['point', {}],
  ['text', () => 1],
  ['text', Symbol('x')],
  ['text', ['a']],
])('%s cannot hold it', (type, value) => {
  expect(() => writeDefault(of(type), value)).toThrow(UnwritableDefault);
});

const text = fc.string({ unit: 'binary' }).filter((it) => !/\0|\p{Surrogate}/u.test(it));

test('a literal is the text, and one line', () => {
  fc.assert(
    fc.property(text, (value) => {
      const literal = writeDefault(of('text'), value);
      expect(readLiteral(literal)).toBe(value);
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/);
    }),
  );
});

test('an array has the members that it was given', () => {
  const member = fc.oneof(
    text,
    fc.constantFrom('NULL', 'null', ' a', 'a\t', '{', '}', '"', '\\', ',', ''),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(member, { minLength: 1 }), (value) => {
      expect(readArray(readLiteral(writeDefault(of('text[]'), value)) ?? '', ',')).toEqual(value);
      expect(readArray(readLiteral(writeDefault(of('text[][]'), [value, value])) ?? '', ',')).toEqual([value, value]);
    }),
  );
});

test('JSON is what JavaScript has', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(readLiteral(writeDefault(of('json'), value)) ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
