import { expect, test } from 'vitest';
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
