import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/change/change.ts';
import { defaultNotes } from '../../../src/schema/difference/default-notes.ts';
import { column, table } from '../entities.ts';

const notes = (type: string, was: string | undefined, is: string, dimensions = 0) => {
  const [before, after] = [was, is].map((text) =>
    column('t.a', type, { dimensions, ...(text === undefined ? {} : { default: text }) }),
  );
  return defaultNotes(changeOf([table('t'), before!], [table('t'), after!]));
};

test.each([
  ['jsonb', undefined, `'"{}"'`],
  ['jsonb', "'{}'", `'"[]"'`],
  ['json', undefined, String.raw`E'"{\\"a\\":1}"'`],
])('%s: from %s to %s is reported', (type, was, is) => {
  expect(notes(type, was, is)).toHaveLength(1);
});

test.each([
  ['jsonb', undefined, "'{}'", 0],
  ['jsonb', undefined, `'"plain"'`, 0],
  ['jsonb', undefined, `'"5"'`, 0],
  ['jsonb', `'"{}"'`, `'"{}"'`, 0],
  ['text', undefined, `'"{}"'`, 0],
  ['jsonb', undefined, `'{"\\"{}\\""}'`, 1],
  ['jsonb', undefined, 'now()', 0],
])('%s: from %s to %s is not', (type, was, is, dimensions) => {
  expect(notes(type, was, is, dimensions)).toEqual([]);
});

test('it says what was probably meant', () => {
  expect(notes('jsonb', undefined, `'"{}"'`)).toEqual([
    'the default of t.a is a JSON string that contains JSON, "{}"; if the JSON itself is meant, write .default({})',
  ]);
});
