import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/change/change.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { dependents } from '../../../src/schema/mend/dependents.ts';
import { column, entity, foreignKey, table, view } from '../entities.ts';

const policy = (using: string) => entity('policy', 't.p', { using });
const check = (value: string) => entity('check', 't.k', { value });
const partial = (where: string) => entity('index', 't.i', { where, columns: [] });

/** What steps aside when column t.c (and what is in `also`) changes. */
function aside(from: string, to: string, also: readonly SchemaEntity[]): readonly string[] {
  const others = [table('t'), table('u'), ...also];
  const change = changeOf([...others, column('t.c', from)], [...others, column('t.c', to)]);
  return [...dependents(change).before].map((index) => change.before[index]?.name ?? '');
}

test.each([
  ['a view on the column', 'text', 'integer', [view('v', 'select c from t')], ['v']],
  ['a view on another column', 'text', 'integer', [view('v', 'select d from t')], []],
  ['a view of all columns', 'text', 'integer', [view('v', 'select * from t')], ['v']],
  [
    'a view on a view',
    'text',
    'integer',
    [view('w', 'select x from "v"'), view('v', 'select c as x from t')],
    ['w', 'v'],
  ],
  ['a name in a text is none', 'text', 'integer', [view('v', "select 'c' from t")], []],
  ['the column of another table', 'text', 'integer', [view('v', 'select c from u')], []],
  ['a view, though only the length changes', 'varchar(1)', 'varchar(2)', [view('v', 'select c from t')], ['v']],
  ['a policy', 'varchar(1)', 'varchar(2)', [policy('c > 1')], ['p']],
  ['a check, when the type is another', 'text', 'integer', [check('c > 1')], ['k']],
  ['a check stays, when only the length changes', 'varchar(1)', 'varchar(2)', [check('c > 1')], []],
  ['a check stays among integers', 'integer', 'bigint', [check('c > 1')], []],
  ['a partial index', 'text', 'integer', [partial('c is not null')], ['i']],
  ['a foreign key from it', 'text', 'uuid', [foreignKey('t.f', ['c'], 'u')], ['f']],
  [
    'a generated column and its index',
    'text',
    'integer',
    [
      column('t.g', 'text', { generated: { as: 'lower("c")', type: 'stored' } }),
      entity('index', 't.gi', { columns: [{ value: 'g', isExpression: false }] }),
    ],
    ['g', 'gi'],
  ],
  ['nothing, when nothing changes', 'text', 'text', [view('v', 'select c from t'), policy('c > 1')], []],
])('%s', (_, from, to, also, expected) => {
  expect(aside(from, to, also)).toEqual(expected);
});

test('views that come, go or change are always taken aside; renamed options are not', () => {
  const change = changeOf(
    [view('gone', 'a'), view('changed', 'a'), entity('view', 'option', { definition: 'a' })],
    [view('new', 'a'), view('changed', 'b'), entity('view', 'option', { definition: 'a', with: { fillfactor: 50 } })],
  );
  const { before, after } = dependents(change);
  expect([...before]).toEqual([0, 1]);
  expect([...after].map((id) => id.split('\0').at(-1))).toEqual(['new', 'changed']);
});

test('a policy that loses a condition is made again', () => {
  const whole = entity('policy', 't.p', { using: 'a', withCheck: 'b' });
  const [lost, won] = [changeOf([whole], [policy('a')]), changeOf([policy('a')], [whole])];
  expect([dependents(lost).before.size, dependents(won).before.size]).toEqual([1, 0]);
});

test.each([
  ['nothing that names the table', [view('v', 'select c from t'), policy('c > 1'), check('c > 1')], []],
  [
    'a view of all its columns, and what reads that',
    [view('v', 'select * from t'), view('w', 'select c from v')],
    ['v', 'w'],
  ],
  ['not a view of all columns of another one', [view('v', 'select * from u')], []],
] as const)('a new column is in the way of: %s', (_, also, names) => {
  const before = [table('t'), table('u'), column('t.c', 'text'), ...also];
  const change = changeOf(before, [...before, column('t.d', 'text')]);
  expect([...dependents(change).before].map((index) => before[index]?.name)).toEqual(names);
});
