import { expect, test } from 'vitest';
import { changeOf } from '../../../../src/schema/change/change.ts';
import { entityId, entityLabel, type SchemaEntity } from '../../../../src/schema/entity/schema-entity.ts';
import { dependents } from '../../../../src/schema/mend/dependents.ts';
import { aroundRebuiltEnums } from '../../../../src/schema/mend/enums/around-rebuilt-enums.ts';
import { column, entity, enumOf, foreignKey, table } from '../../entities.ts';

const old = enumOf('mood', 'sad', 'ok');
const now = enumOf('mood', 'ok', 'sad');
const mood = (path: string): SchemaEntity => column(path, 'mood', { typeSchema: 'public' });
const posts = [table('posts'), column('posts.id', 'integer')];
const users = [
  table('users'),
  column('users.id', 'integer'),
  mood('users.mood'),
  entity('primary-key', 'users.pk', { columns: ['id'] }),
];

const CASES: readonly (readonly [string, readonly SchemaEntity[], readonly SchemaEntity[], readonly string[]])[] = [
  [
    'a new table',
    posts,
    [...posts, ...users],
    ['table users', 'column users.id', 'column users.mood', 'primary key users.pk'],
  ],
  [
    'a table that goes',
    [...posts, ...users],
    posts,
    ['table users', 'column users.id', 'column users.mood', 'primary key users.pk'],
  ],
  [
    'a foreign key to a new table',
    posts,
    [...posts, ...users, foreignKey('posts.fk', ['id'], 'users')],
    ['table users', 'column users.id', 'column users.mood', 'primary key users.pk', 'foreign key posts.fk'],
  ],
  ['a new column', posts, [...posts, mood('posts.mood')], ['column posts.mood']],
  ['a column that stays', [...posts, mood('posts.mood')], [...posts, mood('posts.mood')], []],
];

test.each(CASES)('%s steps aside for an enum that is rebuilt', (_, before, after, expected) => {
  const change = changeOf([old, ...before], [now, ...after]);
  const aside = dependents(change);
  const whole = [
    ...change.renamed.filter((__, index) => aside.before.has(index)),
    ...change.after.filter((each) => aside.after.has(entityId(each))),
  ];
  expect([...new Set(whole.map(entityLabel))].sort()).toEqual([...expected].sort());
});

test('an enum that only gets values is altered under everything', () => {
  const change = changeOf([old, ...posts], [enumOf('mood', 'sad', 'ok', 'new'), ...posts, mood('posts.mood')]);
  expect(aroundRebuiltEnums(change)).toEqual({ ids: new Set(), columns: [] });
});
