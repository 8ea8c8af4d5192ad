import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { reverseRenames } from '../../../src/schema/rename/reverse-renames.ts';
import { column, entity, enumOf, foreignKey, table, unique, view } from '../entities.ts';

const thereAndBack = (before: readonly SchemaEntity[], renames: readonly Rename[]) => {
  const after = replayRenames(before, renames);
  return replayRenames(after, reverseRenames(renames, after));
};
const check = (path: string, value: string) => entity('check', path, { value });

test.each([
  [
    'table t=u',
    [table('t'), column('t.a'), foreignKey('x.fk', ['t_id'], 't')],
    [table('u'), column('u.a'), foreignKey('x.fk', ['t_id'], 'u')],
  ],
  ['table t=app.t', [table('t'), unique('t.k', 'a')], [table('app.t'), unique('app.t.k', 'a')]],
  [
    'column t.a=b',
    [column('t.a'), unique('t.k', 'a', 'c'), column('u.a')],
    [column('t.b'), unique('t.k', 'b', 'c'), column('u.a')],
  ],
  [
    'column t.id=nr',
    [foreignKey('x.fk', ['id'], 't')],
    [entity('foreign-key', 'x.fk', { columns: ['id'], schemaTo: 'public', tableTo: 't', columnsTo: ['nr'] })],
  ],
  ['column t.a=b', [check('t.c', `"a" > 0 and x = 'a'`)], [check('t.c', `"b" > 0 and x = 'a'`)]],
  ['column t.a=b', [view('v', 'select a from t')], [view('v', 'select a from t')]],
  [
    'enum mood=state',
    [enumOf('mood', 'a'), column('t.m', 'mood', { typeSchema: 'public' })],
    [enumOf('state', 'a'), column('t.m', 'state', { typeSchema: 'public' })],
  ],
  [
    `enum-value mood.'a'=b`,
    [enumOf('mood', 'a'), column('t.m', 'mood', { typeSchema: 'public', default: "'a'" })],
    [enumOf('mood', 'b'), column('t.m', 'mood', { typeSchema: 'public', default: "'b'" })],
  ],
  [
    'schema app=core',
    [entity('schema', 'app'), table('app.t'), column('app.t.a')],
    [entity('schema', 'core'), table('core.t'), column('core.t.a')],
  ],
  ['role a=b', [entity('policy', 't.p', { roles: ['a', 'c'] })], [entity('policy', 't.p', { roles: ['b', 'c'] })]],
  ['index t.i=j', [entity('index', 't.i'), entity('index', 't.k')], [entity('index', 't.j'), entity('index', 't.k')]],
])('%s', (text, before, after) => {
  const renames = [parseRename(text)];
  expect(replayRenames(before, renames).map((it) => JSON.stringify(it).replaceAll('\\"', ''))).toEqual(
    after.map((it) => JSON.stringify(it).replaceAll('\\"', '')),
  );
  expect(thereAndBack(before, renames).map(({ name }) => name)).toEqual(before.map(({ name }) => name));
});

test('renames inside renamed things are reversed from the outside in', () => {
  const renames = ['schema app=core', 'table core.t=core.u', 'column core.u.a=b'].map(parseRename);
  const before = [entity('schema', 'app'), table('app.t'), column('app.t.a')];
  expect(replayRenames(before, renames)).toEqual([entity('schema', 'core'), table('core.u'), column('core.u.b')]);
  expect(thereAndBack(before, renames)).toEqual(before);
});

test('what a rename does not touch is the same object', () => {
  const before = [
    column('t.a'),
    foreignKey('x.fk', ['t_id'], 't'),
    check('t.c', 'a > 0'),
    unique('t.k', 'a'),
    column('u.b'),
  ];
  const after = replayRenames(before, [parseRename('column t.b=c')]);
  expect(after.every((entity, index) => entity === before[index])).toBe(true);
});

test.each([
  ['c is null', '"d" is null'],
  ['"t"."c" = 1', '"t"."d" = 1'],
  ['exists (select 1 from u where u.c = t.c)', 'exists (select 1 from u where u.c = t."d")'],
  ['exists (select 1 from app.u join "w" on u.c = w.c)', 'exists (select 1 from app.u join "w" on u.c = w.c)'],
  ['exists (select 1 from t as other where other.c)', 'exists (select 1 from t as other where other."d")'],
])('a policy of the table that says %s', (using, expected) => {
  const policy = (text: string) => entity('policy', 't.p', { roles: ['public'], using: text });
  expect(replayRenames([policy(using)], [parseRename('column t.c=d')])).toEqual([policy(expected)]);
});
