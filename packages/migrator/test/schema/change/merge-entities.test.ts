import { expect, test } from 'vitest';
import { mergeEntities } from '../../../src/schema/change/merge-entities.ts';
import { column, table } from '../entities.ts';

const base = [table('t'), column('t.a'), column('t.z')];
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('takes what either side added, changed and removed', () => {
  const ours = [table('t'), column('t.a', 'varchar(9)'), column('t.mine'), column('t.z')];
  const theirs = [table('t'), column('t.a'), column('t.theirs')];
  const { entities, conflicts } = mergeEntities(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(names(entities)).toEqual(['t', 'a', 'theirs', 'mine']);
  expect(entities[1]).toEqual(ours[1]);
});

test('the same on both sides is not a conflict', () => {
  const both = [...base, column('t.b')];
  expect(mergeEntities(base, both, both)).toEqual({ entities: both, conflicts: [] });
});

test.each([
  ['both changed', [column('t.a', 'integer')], [column('t.a', 'uuid')]],
  ['one changed, one removed', [column('t.a', 'integer')], []],
  ['one removed, one changed', [], [column('t.a', 'integer')]],
  ['both added', [column('t.a'), column('t.new', 'integer')], [column('t.a'), column('t.new', 'uuid')]],
])('%s: a conflict, and ours is kept', (_, ours, theirs) => {
  const { entities, conflicts } = mergeEntities([column('t.a')], ours, theirs);
  expect(entities).toEqual(ours);
  expect(conflicts.map(({ entity }) => entity)).toEqual([
    ours.length + theirs.length === 4 ? 'column t.new' : 'column t.a',
  ]);
});

test('facts of one thing are merged one by one', () => {
  const old = column('t.a', 'integer', { notNull: true });
  const ours = column('t.a', 'integer', { notNull: true, default: '1' });
  const theirs = column('t.a', 'bigint');
  const { entities, conflicts } = mergeEntities([old], [ours], [theirs]);
  expect(conflicts).toEqual([]);
  expect(entities).toEqual([column('t.a', 'bigint', { default: '1' })]);
});

test('of what both changed differently, the preferred side is kept, with what else either of them changed', () => {
  const [old, ours, theirs] = [
    column('t.a', 'integer', { notNull: true }),
    column('t.a', 'integer', { default: '1' }),
    column('t.a', 'bigint', { notNull: true, default: '2' }),
  ];
  const merged = (side: 'ours' | 'theirs') => mergeEntities([old], [ours], [theirs], side);
  expect(merged('ours')).toMatchObject({ conflicts: [{ entity: 'column t.a' }] });
  expect(merged('ours').entities).toEqual([column('t.a', 'bigint', { default: '1' })]);
  expect(merged('theirs').entities).toEqual([column('t.a', 'bigint', { default: '2' })]);
  expect(mergeEntities([old], [], [theirs], 'theirs').entities).toEqual([theirs]);
  expect(mergeEntities([old], [ours], [], 'theirs').entities).toEqual([]);
});
