import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/change/change.ts';
import { classifyChange } from '../../../src/schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { column, entity, table, unique } from '../entities.ts';

const t = [table('t'), column('t.id', 'integer', { notNull: true })];
const reference = entity('foreign-key', 't.fk', {
  columns: ['a', 'id'],
  schemaTo: 'public',
  tableTo: 'other',
  columnsTo: ['x', 'y'],
});
const sameNulls = entity('unique', 't.u', { columns: ['a'], nullsNotDistinct: true });

test.each<[string, readonly SchemaEntity[], readonly string[]]>([
  ['refers to nothing: a new column without values', [column('t.a', 'integer'), reference], []],
  [
    'a new column with values',
    [column('t.a', 'integer', { default: '1' }), reference],
    ['rows of t whose a, id is not in other'],
  ],
  ['a new serial', [column('t.a', 'serial'), unique('t.u', 'a')], ['rows of t with the same a']],
  ['no two NULLs are the same', [column('t.a', 'integer'), unique('t.u', 'a')], []],
  ['unless they are', [column('t.a', 'integer'), sameNulls], ['rows of t with the same a']],
])('what constraints on a new column ask of rows: %s', (_, added, rows) => {
  expect(classifyChange(changeOf(t, [...t, ...added])).rows).toEqual(rows);
});

const key = (facts: object) => entity('foreign-key', 't.fk', { ...reference.facts, schemaTo: 'par', ...facts });
const indexOf = (facts: object) => entity('index', 't.i', { columns: [{ value: 'a' }], isUnique: true, ...facts });

test.each<[string, SchemaEntity, SchemaEntity, readonly string[]]>([
  ['another action of a foreign key', key({}), key({ onDelete: 'CASCADE' }), []],
  [
    'a foreign key to another table, which is in a schema',
    key({}),
    key({ tableTo: 'x' }),
    ['rows of t whose a, id is not in par.x'],
  ],
  ['another method of a unique index', indexOf({}), indexOf({ method: 'hash' }), []],
  ['a unique index of all rows made partial', indexOf({}), indexOf({ where: 'a > 1' }), []],
  ['the other way round', indexOf({ where: 'a > 1' }), indexOf({}), ['rows of t that are the same to unique index i']],
  ['NULLs that may be the same now', sameNulls, unique('t.u', 'a'), []],
  ['NULLs that must differ now', unique('t.u', 'a'), sameNulls, ['rows of t with the same a']],
])('what a constraint that changes asks of rows: %s', (_, before, after, rows) => {
  const state = [...t, column('t.a', 'integer')];
  expect(classifyChange(changeOf([...state, before], [...state, after])).rows).toEqual(rows);
});

test.each([
  ['no constraint', [], []],
  ['unique', [unique('t.u', 'a')], ['values of t.a that differ in upper and lower case alone']],
])('text to citext: %s', (_, constraints, rows) => {
  const state = (type: string) => [...t, column('t.a', type), ...constraints];
  expect(classifyChange(changeOf(state('text'), state('citext')))).toEqual({ lossy: [], rows });
});

const filled = column('t.a', 'integer', { notNull: true });
const pk = entity('primary-key', 't.pk', { columns: ['a'] });

test.each<[string, readonly SchemaEntity[], readonly SchemaEntity[], readonly string[]]>([
  ['a unique index becomes a constraint', [filled, indexOf({})], [filled, unique('t.u', 'a')], []],
  ['a unique column becomes the key', [filled, unique('t.u', 'a')], [filled, pk], []],
  [
    'one that may be NULL',
    [column('t.a', 'integer'), unique('t.u', 'a')],
    [filled, pk],
    ['rows of t with the same or no a'],
  ],
  ['more columns than the key has', [filled, pk], [filled, pk, unique('t.u', 'a', 'id')], []],
  ['fewer columns', [filled, unique('t.u', 'a', 'id')], [filled, unique('t.v', 'a')], ['rows of t with the same a']],
  [
    'an index of some rows',
    [filled, indexOf({ where: 'a > 1' })],
    [filled, unique('t.u', 'a')],
    ['rows of t with the same a'],
  ],
  [
    'a column that gets another type',
    [column('t.a', 'text', { notNull: true }), indexOf({})],
    [filled, unique('t.u', 'a')],
    ['rows of t with the same a', 'values of t.a that cannot become integer'],
  ],
])('a key on what is a key already asks nothing of rows: %s', (_, before, after, rows) => {
  expect(classifyChange(changeOf([...t, ...before], [...t, ...after])).rows).toEqual(rows);
});

const moods = [
  entity('enum', 'app.mood', { values: ['a', 'b'] }),
  entity('enum', 'app.more', { values: ['b', 'a', 'c'] }),
  entity('enum', 'app.long', { values: ['a', 'größe'] }),
];
const ofMood = (type: string) => column('t.m', type, { typeSchema: 'app' });

test.each<[string, SchemaEntity, SchemaEntity, object]>([
  ['an enum that knows all values', ofMood('mood'), ofMood('more'), { lossy: [], rows: [] }],
  [
    'one that does not',
    ofMood('more'),
    ofMood('mood'),
    { lossy: [], rows: ['values of t.m that are none of app.mood'] },
  ],
  ['text', ofMood('mood'), column('t.m', 'text'), { lossy: [], rows: [] }],
  ['varchar', ofMood('mood'), column('t.m', 'varchar'), { lossy: [], rows: [] }],
  ['a varchar that holds all values', ofMood('long'), column('t.m', 'varchar(5)'), { lossy: [], rows: [] }],
  [
    'a short varchar',
    ofMood('long'),
    column('t.m', 'varchar(4)'),
    { lossy: ['the end of values of t.m longer than 4 characters'], rows: [] },
  ],
  [
    'no text',
    ofMood('mood'),
    column('t.m', 'integer'),
    { lossy: [], rows: ['values of t.m that cannot become integer'] },
  ],
])('a column of an enum becomes %s', (_, was, is, effect) => {
  expect(classifyChange(changeOf([...t, ...moods, was], [...t, ...moods, is]))).toEqual(effect);
});
