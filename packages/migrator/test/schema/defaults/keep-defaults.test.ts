import { expect, test } from 'vitest';
import { keepDefaults } from '../../../src/schema/defaults/keep-defaults.ts';
import { column } from '../entities.ts';

/** As drizzle-kit wrote it, and as Braid writes it now. */
test.each<[type: string, was: string, is: string, dimensions?: number]>([
  ['text', "'a\nb'", String.raw`E'a\nb'`],
  ['text', "'C:\\tmp'", String.raw`E'C:\\tmp'`],
  ['numeric(10,2)', '5', "'5'"],
  ['boolean', "'t'", 'true'],
  ['jsonb', `'{"a": 1,"b":[]}'`, `'{"b":[],"a":1}'`],
  ['jsonb', String.raw`'{"a":"x\"y"}'`, String.raw`E'{"a":"x\\"y"}'`],
  ['text', `'{"a b",c}'`, "'{a b,c}'", 1],
  ['jsonb', `'{"1"}'`, "'{1}'", 1],
  ['integer', "'{{1,2},{3,4}}'", "'{{1, 2}, {3, 4}}'", 2],
])('%s: %s is %s', (type, was, is, dimensions = 0) => {
  const [old, now] = [was, is].map((text) => column('t.a', type, { default: text, dimensions, notNull: true }));
  expect(keepDefaults([old!], [now!])).toEqual([old]);
});

test.each<[type: string, was: string | undefined, is: string | undefined, dimensions?: number]>([
  ['text', String.raw`'C:\\tmp'`, String.raw`E'C:\\tmp'`],
  ['text', "'null'", 'null'],
  ['text', "'a'", "'b'"],
  ['text', 'now()', "'now()'"],
  ['text', 'f()', 'g()'],
  ['text', undefined, "''"],
  ['text', "''", undefined],
  ['jsonb', "'{}'", `'"{}"'`],
  ['jsonb', "'9007199254740992'", "'9007199254740993'"],
  ['text', "'{NULL, sp ,null}'", `'{"NULL"," sp ","null"}'`, 1],
  ['text', "'{{x}}'", `'{"{x}"}'`, 1],
])('%s: %s is not %s', (type, was, is, dimensions = 0) => {
  const [old, now] = [was, is].map((text) =>
    column('t.a', type, { dimensions, ...(text === undefined ? {} : { default: text }) }),
  );
  expect(keepDefaults([old!], [now!])).toEqual([now]);
});

test('another type is another default, whatever its text', () => {
  const [old, now] = [column('t.a', 'json', { default: "'[1]'" }), column('t.a', 'jsonb', { default: "'[ 1 ]'" })];
  expect(keepDefaults([old], [now])).toEqual([now]);
});
