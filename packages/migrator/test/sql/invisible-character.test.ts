import { expect, test } from 'vitest';
import { invisibleAt } from '../../src/sql/text/invisible-character.ts';

test.each([
  ['select\u00A01', 0, { offset: 6, name: 'U+00A0 (no-break space)' }],
  ['select 1 \u200Bfrom t', 9, { offset: 9, name: 'U+200B (zero width space)' }],
  ['create table users\u200B (id int)', 13, { offset: 18, name: 'U+200B (zero width space)' }],
  ['\uFEFFselect 1', 0, { offset: 0, name: 'U+FEFF (byte order mark)' }],
  ['\uFEFFselect 1', 1, { offset: 0, name: 'U+FEFF (byte order mark)' }],
  ['select \u2003x', 7, { offset: 7, name: 'U+2003' }],
  ['select x y', 9, undefined],
  ['selct 1', 0, undefined],
  ["select 'a\u200Bb' x y", 14, undefined],
  ['select 1 /* \u200B */ x y', 20, undefined],
  ['select 1 \u200Bfrom pg_class', 15, { offset: 9, name: 'U+200B (zero width space)' }],
  ['select 1 a\u200B, b\u200B', 9, { offset: 10, name: 'U+200B (zero width space)' }],
  ['alter table t\uFEFF add x integer', undefined, { offset: 13, name: 'U+FEFF (byte order mark)' }],
])('%j at %i', (sql, position, found) => {
  expect(invisibleAt(sql, position)).toEqual(found);
});
