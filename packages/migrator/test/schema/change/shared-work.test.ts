import { expect, test } from 'vitest';
import { changeOf, edited, editOf, pairsOf, without } from '../../../src/schema/change/change.ts';
import { entityChanges, hasChanges } from '../../../src/schema/change/entity-changes.ts';
import { sharing } from '../../../src/schema/change/sharing.ts';
import { withFacts } from '../../../src/schema/entity/schema-entity.ts';
import { mendCasts } from '../../../src/schema/mend/casts.ts';
import { column, entity, table } from '../entities.ts';

const STATE = [table('t'), column('t.a'), column('t.b', 'integer')];

test('a change in which nothing gets another form is the same change', () => {
  const change = changeOf(STATE, [...STATE, column('t.c')]);
  expect(edited(change, new Map(), new Map())).toBe(change);
  expect(without(change, new Set(), new Set())).toBe(change);
  expect(mendCasts(change, [])).toEqual({ first: [], change });
  expect(mendCasts(change, []).change).toBe(change);
});

test('the pairs of a change are found once for each type, and those of another one anew', () => {
  const change = changeOf(STATE, [...STATE, column('t.c')]);
  const pairs = pairsOf(change, 'column');
  expect(pairs.map(({ index, after }) => [index, after.name])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(pairsOf(change, 'table')).toHaveLength(1);
  expect(pairsOf(change, 'column')).toBe(pairs);
  const toText = editOf('column', (it) => withFacts(it, { type: 'varchar' }));
  const [first] = pairsOf(edited(change, new Map([[1, toText]])), 'column');
  expect([first?.before.facts.type, first?.after.facts.type]).toEqual(['varchar', 'text']);
  expect(pairsOf(without(change, new Set([1]), new Set()), 'column')).toHaveLength(1);
});

test('what two states share is not compared', () => {
  const unread = new Proxy(column('t.a'), {
    get(): never {
      throw new Error('it was looked at');
    },
  });
  const [old, now] = [column('t.b'), column('t.b', 'integer')];
  expect(entityChanges([unread, old], [unread, now, table('t')])).toEqual({
    added: [table('t')],
    removed: [],
    changed: [{ before: old, after: now }],
  });
  expect(hasChanges(entityChanges([unread], [unread]))).toBe(false);
  expect(entityChanges([unread, old], [unread]).removed).toEqual([old]);
});

test('a state shares with an earlier one what says the same, and nothing else', () => {
  const index = (facts: Record<string, boolean>) => entity('index', 't.i', facts);
  const before = [table('t'), column('t.a'), column('t.b'), index({ nameExplicit: true })];
  const after = [column('t.b', 'integer'), column('t.a'), table('t'), column('t.c'), index({ nameExplicit: false })];
  const shared = sharing(before, after);
  expect(shared).toEqual(after);
  expect(shared.map((each) => before.indexOf(each))).toEqual([-1, 1, 0, -1, -1]);
  const [slow] = sharing([index({ concurrently: true })], [index({})]);
  expect(slow).toEqual(index({}));
});
