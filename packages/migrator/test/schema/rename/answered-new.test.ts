import { expect, test } from 'vitest';
import { answeredNew } from '../../../src/schema/rename/answered-new.ts';
import { parseRenameFlag } from '../../../src/schema/rename/rename-flag.ts';
import { resolveRenames } from '../../../src/schema/rename/resolve-renames.ts';
import { column, table } from '../entities.ts';

const id = (name: string) => column(`${name}.id`, 'integer', { notNull: true });
const before = [table('t'), id('t'), column('t.title'), column('t.size', 'integer')];

test('what was new stays new, table and columns; what was renamed is no answer', () => {
  const after = [table('u'), id('u'), column('u.headline'), column('u.size', 'integer')];
  expect(answeredNew(before, after, [])).toEqual([{ kind: 'table', to: ['public', 'u'] }]);
  expect(answeredNew(before, after, [parseRenameFlag('t=u')])).toEqual([
    { kind: 'column', to: ['public', 'u', 'headline'] },
  ]);
  expect(answeredNew(before, after, [parseRenameFlag('t=u'), parseRenameFlag('u.title=headline')])).toEqual([]);
});

test('what was never asked about is asked when something is gone that it could be', () => {
  const more = [...before, column('t.note')];
  expect(answeredNew(before, more, [])).toEqual([]);
  const now = more.filter(({ name }) => name !== 'title');
  const { questions } = resolveRenames(before, now, {
    renames: [],
    created: [],
    answers: answeredNew(before, more, []),
  });
  expect(questions.map(({ created }) => created.at(-1))).toEqual(['note']);
});
