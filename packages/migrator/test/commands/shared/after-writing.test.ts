import { expect, test } from 'vitest';
import { afterWriting } from '../../../src/commands/shared/after-writing.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';

const FILE = 'features/a/migrations/a1.sql';
const TEXT = `-- revision: a1
-- message: add
-- branch-label: a

-- migrate:upgrade
alter table a add column b text default 'It''s  B';

-- migrate:downgrade lossy="b"
alter table a drop column b;
`;
const written = parseRevisionFile(TEXT, { slice: 'a', file: FILE });
const hook = { file: FILE, command: ['fmt', FILE], problem: null, output: '' };

/** What is told when a hook leaves this text. */
async function told(text: string | undefined, problem: string | null = null) {
  const files = { read: () => text, list: () => [], create: () => undefined, replace: () => undefined };
  const { hooks } = await afterWriting(
    { files, postWrite: async () => ({ run: async () => [{ ...hook, problem }] }) },
    written,
  );
  return hooks.map((run) => run.problem);
}

test.each([
  ['nothing', TEXT],
  ['case and blanks', TEXT.replace('alter table a add column', 'ALTER TABLE a\n  ADD COLUMN')],
  ['comments', TEXT.replace('alter table a add', '-- a comment\nalter table a add')],
])('a hook may change: %s', async (_, text) => expect(await told(text)).toEqual([null]));

test.each([
  ['a literal', TEXT.replace('s  B', 's b'), 'it changed more than blanks and case of the SQL'],
  ['a statement', TEXT.replace('drop column b', 'drop column if exists b'), 'it changed more than blanks and case'],
  ['a marker', TEXT.replace('lossy="b"', 'lossy="nothing"'), 'it changed more than blanks and case'],
  ['the header', TEXT.replace('revision: a1', 'revision: a2'), 'it changed the header'],
  ['the form', TEXT.replace('-- migrate:downgrade', '-- migrate: downgrade'), 'what it left is not a revision'],
  ['all', undefined, 'it removed the file'],
])('a hook must not change: %s', async (_, text, problem) => {
  expect(await told(text)).toEqual([expect.stringContaining(problem)]);
  expect(await told(text, 'exit code 1')).toEqual(['exit code 1']);
});

test('what is shown is what is in the file at last', async () => {
  const files = { read: () => TEXT.toUpperCase(), list: () => [], create: () => undefined, replace: () => undefined };
  const { text } = await afterWriting({ files, postWrite: async () => ({ run: async () => [hook] }) }, written);
  expect(text).toBe(TEXT.toUpperCase());
  expect(await afterWriting({ files, postWrite: async () => undefined }, written)).toEqual({ hooks: [], text: TEXT });
});
