import { expect, test } from 'vitest';
import { parseNewFlag, parseRenameFlag } from '../../src/schema/rename-flag.ts';
import { resolveRenames } from '../../src/schema/resolve-renames.ts';
import type { SchemaEntity } from '../../src/schema/schema-entity.ts';
import { column, entity, enumOf, table, unique } from './entities.ts';

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

test('a flag that matches nothing is told', () => {
  expect(resolve(t, t, ['t.title=name']).unused.map(({ text }) => text)).toEqual(['t.title=name']);
});

test('a constraint that is the same but for its name is renamed without a question, another one is not', () => {
  const named = (name: string, ...columns: string[]) => ({
    ...unique(name, ...columns),
    facts: { columns, nameExplicit: true },
  });
  expect(resolve([...t, named('t.a', 'id')], [...t, named('t.b', 'id')]).renames).toEqual([
    { kind: 'unique', from: ['public', 't', 'a'], to: ['public', 't', 'b'] },
  ]);
  expect(resolve([...t, named('t.a', 'id')], [...t, named('t.b', 'size')])).toMatchObject({
    renames: [],
    questions: [],
  });
});

test('a value of an enum is renamed only by a flag', () => {
  const [before, after] = [[enumOf('mood', 'a', 'b')], [enumOf('mood', 'x', 'b')]];
  expect(resolve(before, after)).toEqual({ renames: [], questions: [], unused: [] });
  expect(resolve(before, after, ["mood.'a'=x"]).renames).toEqual([
    { kind: 'enum-value', from: ['public', 'mood', 'a'], to: ['public', 'mood', 'x'] },
  ]);
});

test('a table that moves to another schema is a rename, too', () => {
  const app = entity('schema', 'app');
  const { renames } = resolve([app, table('t')], [app, table('app.t')], ['t=app.t']);
  expect(renames).toEqual([{ kind: 'table', from: ['public', 't'], to: ['app', 't'] }]);
});
