import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { parseNewFlag, parseRenameFlag } from '../../../src/schema/rename/rename-flag.ts';
import { resolveRenames } from '../../../src/schema/rename/resolve-renames.ts';
import { column, entity, enumOf, table } from '../entities.ts';

function resolve(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  flags: readonly string[] = [],
  fresh: readonly string[] = [],
) {
  return resolveRenames(before, after, {
    renames: flags.map(parseRenameFlag),
    created: fresh.map(parseNewFlag),
    answers: [],
  });
}
const t = [table('t'), column('t.id', 'integer', { notNull: true }), column('t.title'), column('t.size', 'integer')];

test('asks about columns with the likeliest first', () => {
  const after = [table('t'), column('t.id', 'integer', { notNull: true }), column('t.titles')];
  const { questions } = resolve(t, after);
  expect(
    questions.map(({ kind, created, candidates }) => [kind, created, candidates.map(({ id }) => id.at(-1))]),
  ).toEqual([['column', ['public', 't', 'titles'], ['title', 'size']]]);
});

test('asks about tables before their columns, and about nothing when a flag says it', () => {
  const after = [
    table('u'),
    column('u.id', 'integer', { notNull: true }),
    column('u.name'),
    column('u.size', 'integer'),
  ];
  expect(resolve(t, after).questions.map(({ kind }) => kind)).toEqual(['table']);
  expect(resolve(t, after, ['t=u']).questions.map(({ kind }) => kind)).toEqual(['column']);
  const renames = [
    { kind: 'table', from: ['public', 't'], to: ['public', 'u'] },
    { kind: 'column', from: ['public', 'u', 'title'], to: ['public', 'u', 'name'] },
  ];
  // A column may be called by the old or the new name of its table.
  expect(resolve(t, after, ['t=u', 't.title=name'])).toEqual({ renames, questions: [], unused: [] });
  expect(resolve(t, after, ['t=u', 'u.title=name'])).toEqual({ renames, questions: [], unused: [] });
});

test('what --new names is not asked about', () => {
  const after = [table('t'), column('t.id', 'integer', { notNull: true }), column('t.other')];
  expect(resolve(t, after, [], ['t.other'])).toEqual({ renames: [], questions: [], unused: [] });
});

test('a flag that matches nothing is reported', () => {
  expect(resolve(t, t, ['t.title=name']).unused.map(({ text }) => text)).toEqual(['t.title=name']);
});

test('a constraint that is the same but for its name is renamed without a question, another one is not', () => {
  const named = (name: string, ...columns: string[]) => entity('unique', name, { columns, nameExplicit: true });
  expect(resolve([...t, named('t.a', 'id')], [...t, named('t.b', 'id')]).renames).toEqual([
    { kind: 'unique', from: ['public', 't', 'a'], to: ['public', 't', 'b'] },
  ]);
  expect(resolve([...t, named('t.a', 'id')], [...t, named('t.b', 'size')])).toMatchObject({
    renames: [],
    questions: [],
  });
});

test('asks about the values of an enum, those between the same neighbours first', () => {
  const [before, after] = [[enumOf('mood', 'a', 'b', 'c', '')], [enumOf('mood', 'a', 'x', 'c')]];
  const [question] = resolve(before, after).questions;
  expect(question).toMatchObject({ kind: 'enum-value', created: ['public', 'mood', 'x'] });
  expect(question?.candidates.map(({ id }) => id.at(-1))).toEqual(['b', '']);
  expect(resolve(before, after, ["mood.'b'=x"])).toEqual({
    renames: [{ kind: 'enum-value', from: ['public', 'mood', 'b'], to: ['public', 'mood', 'x'] }],
    questions: [],
    unused: [],
  });
  expect(resolve(before, after, [], ["mood.'x'"])).toEqual({ renames: [], questions: [], unused: [] });
});

test('values that only come, only go or change their places are not a question, nor are those of a new enum', () => {
  const ab = enumOf('mood', 'a', 'b');
  for (const after of [enumOf('mood', 'a', 'x', 'b'), enumOf('mood', 'b'), enumOf('mood', 'b', 'a')]) {
    expect(resolve([ab], [after]).questions).toEqual([]);
  }
  expect(resolve([ab], [enumOf('size', 'x')], [], ['size']).questions).toEqual([]);
});

test('the values of an enum that is renamed too go by its old or its new name', () => {
  const [before, after] = [[enumOf('mood', 'a', 'b')], [enumOf('feeling', 'a', 'x')]];
  const renames = [
    { kind: 'enum', from: ['public', 'mood'], to: ['public', 'feeling'] },
    { kind: 'enum-value', from: ['public', 'feeling', 'b'], to: ['public', 'feeling', 'x'] },
  ];
  for (const flag of ["mood.'b'=x", "feeling.'b'=x", "enum-value mood.'b'='x'"]) {
    expect(resolve(before, after, ['mood=feeling', flag])).toEqual({ renames, questions: [], unused: [] });
  }
});

test('a table that moves to another schema is a rename, too', () => {
  const app = entity('schema', 'app');
  const { renames } = resolve([app, table('t')], [app, table('app.t')], ['t=app.t']);
  expect(renames).toEqual([{ kind: 'table', from: ['public', 't'], to: ['app', 't'] }]);
});
