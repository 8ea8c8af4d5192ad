import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/errors/shell-word.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { parseRename, parseRenameFlag, printRename } from '../../../src/schema/rename/rename-flag.ts';

test.each([
  ['a=b', { from: ['a'], to: ['b'] }],
  ['t.a=b', { from: ['t', 'a'], to: ['b'] }],
  ['app.t.a = app.t.b', { from: ['app', 't', 'a'], to: ['app', 't', 'b'] }],
  ['"odd.name"."a""b"=c', { from: ['odd.name', 'a"b'], to: ['c'] }],
  ["mood.'it''s'=calm", { kind: 'enum-value', from: ['mood', "it's"], to: ['calm'] }],
  ["mood.'a'='b c'", { kind: 'enum-value', from: ['mood', 'a'], to: ['b c'] }],
  ['index t_a=t_b', { kind: 'index', from: ['t_a'], to: ['t_b'] }],
  ['foreign-key t.x=y', { kind: 'foreign-key', from: ['t', 'x'], to: ['y'] }],
])('reads %s', (text, flag) => {
  expect(parseRenameFlag(text)).toEqual({ text, ...flag });
});

test.each(['', 'a', 'a=', '=b', 'a=b=c', 'a..b=c', 'a=b c', '"a=b'])('refuses %j', (text) => {
  expect(() => parseRenameFlag(text)).toThrow(expect.objectContaining({ code: 'rename-flag' }));
});

test.each([
  [{ kind: 'table', from: ['public', 'a'], to: ['public', 'b'] }, 'table a=b'],
  [{ kind: 'table', from: ['public', 'a'], to: ['app', 'a'] }, 'table a=app.a'],
  [{ kind: 'column', from: ['app', 't', 'a'], to: ['app', 't', 'New one'] }, 'column app.t.a="New one"'],
  [{ kind: 'enum-value', from: ['public', 'mood', "it's"], to: ['public', 'mood', 'b'] }, "enum-value mood.'it''s'=b"],
  [{ kind: 'schema', from: ['a'], to: ['b'] }, 'schema a=b'],
] as const)('%o is written %s and read back', (rename, text) => {
  expect(printRename(rename)).toBe(text);
  expect(parseRename(text)).toEqual(rename);
});

test('property: a flag as a hint prints it is what a shell hands on, and reads back as the rename, whatever the names', () => {
  const name = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 })
    .filter((it) => !/[\0\r\n]/.test(it));
  const awkward = fc.oneof(
    name,
    fc.constantFrom('a"b', "it's", 'x=y', 'a.b', '$HOME', '`id`', '!', 'Odd Name', '\\', '""'),
  );
  const renames: Rename[] = [];
  fc.assert(
    fc.property(
      fc.constantFrom('column', 'table', 'enum-value', 'schema'),
      awkward,
      awkward,
      awkward,
      (kind, a, b, c) => {
        const size = kind === 'schema' ? 1 : kind === 'table' ? 2 : 3;
        const from = ['app', a, b].slice(-size);
        const rename: Rename = { kind, from, to: [...from.slice(0, -1), c] };
        expect(parseRename(printRename(rename))).toEqual(rename);
        renames.push(rename);
      },
    ),
  );
  const words = renames.map((rename) => shellWord(printRename(rename)));
  const handedOn = execFileSync('sh', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
  expect(handedOn.map(parseRename)).toEqual(renames);
});
