import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Knot, Round } from '../../../src/sql-objects/rounds/plan-rounds.ts';
import { column, entity, enumOf, foreignKey, table, unique, view } from '../../schema/entities.ts';
import { type PlannedSlice, plan } from './plan.ts';

const t = [table('t'), column('t.id', 'integer'), column('t.c')];
const u = [table('u'), column('u.id', 'integer'), column('u.t_id', 'integer')];
const fk = foreignKey('u.fk', ['t_id'], 't');
const rename = { kind: 'column', from: ['public', 't', 'c'], to: ['public', 't', 'd'] } as const;
const renamedT = [table('t'), column('t.id', 'integer'), column('t.d')];
const policy = (using: string): SchemaEntity => entity('policy', 'u.p', { roles: ['public'], using });

/** `x, then y: needs x`; what a round is ahead of is behind an arrow. */
function shown(rounds: readonly Round[] | Knot): string {
  if ('things' in rounds) return `knot of ${rounds.things.map(({ slice, thing }) => `${slice}: ${thing}`).join(', ')}`;
  return rounds
    .map(({ slice, needs, ahead }) => {
      const below = needs.size === 0 ? '' : ` on ${[...needs].sort().join('+')}`;
      return `${slice}${below}${ahead.length === 0 ? '' : ` -> ${ahead.join('+')}`}`;
    })
    .join(', ');
}

const CASES: readonly (readonly [name: string, x: PlannedSlice, y: PlannedSlice, expected: string])[] = [
  [
    'what is new comes before what refers to it',
    { before: [], after: t },
    { before: [], after: [...u, fk] },
    'x, y on x',
  ],
  ['what refers to something goes before it', { before: t, after: [] }, { before: [...u, fk], after: u }, 'y, x on y'],
  [
    'a new column comes before the view that reads it',
    { before: t, after: [...t, column('t.n')] },
    { before: [view('v', 'select id from t')], after: [view('v', 'select id, n from t')] },
    'x, y on x',
  ],
  [
    'a column of the same name on another table means nothing',
    { before: t, after: t.slice(0, 2) },
    {
      before: [...u, column('u.c'), view('v', 'select u.c, t.id from t, u')],
      after: [...u, column('u.c'), view('v', 'select u.c from t, u')],
    },
    'x, y',
  ],
  [
    'a view moves from an old column to a new one',
    { before: t, after: [...t.slice(0, 2), column('t.n')] },
    { before: [view('v', 'select c from t')], after: [view('v', 'select n as c from t')] },
    'x -> y, y on x, x on y',
  ],
  [
    'a view steps aside for a rename',
    { before: t, after: renamedT, renames: [rename] },
    { before: [view('v', 'select c from t')], after: [view('v', 'select d from t')] },
    'y -> x, x on y, y on x',
  ],
  [
    'a foreign key follows a rename',
    { before: t, after: renamedT, renames: [rename] },
    {
      before: [...u, foreignKey('u.fk', ['t_id'], 't')],
      after: [...u, column('u.n'), foreignKey('u.fk', ['t_id'], 't')],
    },
    'x, y',
  ],
  [
    'a policy is closed for a rename, and never absent',
    { before: t, after: renamedT, renames: [rename] },
    {
      before: [...u, policy('id in (select 1 from t where c is null)')],
      after: [...u, policy('id in (select 1 from t where d is null)')],
    },
    'y -> x, x on y, y on x',
  ],
  [
    'what has nothing to do with the rename waits for the last revision',
    { before: t, after: renamedT, renames: [rename] },
    { before: [view('v', 'select c from t')], after: [view('v', 'select d from t'), table('w')] },
    'y -> x, x on y, y on x',
  ],
  [
    'a foreign key between two columns of another type steps aside',
    { before: t, after: [table('t'), column('t.id', 'uuid'), column('t.c')] },
    { before: [...u, fk], after: [table('u'), column('u.id', 'integer'), column('u.t_id', 'uuid'), fk] },
    'y -> x, x on y, y on x',
  ],
  [
    'foreign keys both ways take three revisions',
    { before: [], after: [...t, foreignKey('t.fk', ['id'], 'u')] },
    { before: [], after: [...u, fk] },
    'x -> y, y on x, x on y',
  ],
  [
    'a key that a new foreign key needs',
    { before: t, after: [...t, unique('t.t_id', 'id')] },
    { before: u, after: [...u, fk] },
    'x, y on x',
  ],
  [
    'a value that is a default comes first, one that was goes last',
    { before: [enumOf('m', 'a', 'b')], after: [enumOf('m', 'a', 'c')] },
    {
      before: [table('u'), column('u.m', 'm', { typeSchema: 'public', default: "'b'" })],
      after: [table('u'), column('u.m', 'm', { typeSchema: 'public', default: "'c'" })],
    },
    'y -> x, x on y, y on x',
  ],
  [
    'functions that need each other have no order',
    {
      before: [table('t')],
      after: [
        table('t'),
        column('t.g', 'integer', { default: 'f()' }),
        entity('object', 'function g()', {
          kind: 'function',
          provides: 'g',
          text: 'create function g() returns integer language sql begin atomic select f(); end',
        }),
      ].map(plainObject),
    },
    {
      before: [table('u')],
      after: [
        table('u'),
        entity('object', 'function f()', {
          kind: 'function',
          provides: 'f',
          text: 'create function f() returns integer language sql begin atomic select g(); end',
        }),
      ].map(plainObject),
    },
    'knot of y: function f(), x: function g()',
  ],
];

function plainObject(each: SchemaEntity): SchemaEntity {
  return each.type === 'object' ? { ...each, schema: '', table: '' } : each;
}

test.each(CASES)('%s', async (_, x, y, expected) => {
  const rounds = await plan({ x, y });
  expect(shown(rounds)).toBe(expected);
  // The other alphabet: as many rounds, of the same slices.
  const turned = await plan({ y, x });
  expect('things' in turned).toBe('things' in rounds);
  if ('things' in rounds || 'things' in turned) return;
  expect(turned).toHaveLength(rounds.length);
  for (const { slice, after } of [...rounds, ...turned].filter(({ ahead }) => ahead.length === 0))
    expect(after).toEqual((slice === 'x' ? x : y).after);
});

test('a policy that steps aside lets nobody see anything', async () => {
  const [closed] = await plan({
    x: { before: t, after: renamedT, renames: [rename] },
    y: {
      before: [...u, policy('id in (select 1 from t where c is null)')],
      after: [...u, policy('id in (select 1 from t where d is null)')],
    },
  }).then((rounds) => ('things' in rounds ? [] : rounds));
  expect(closed?.after.at(-1)).toEqual(policy('false'));
});

test('what another slice owns that is not written stays as it is', async () => {
  const rounds = await plan({
    x: { before: t, after: renamedT, renames: [rename] },
    y: { before: [view('v', 'select c from t')], after: [view('v', 'select d from t')], isOpen: false },
  });
  expect(shown(rounds)).toBe('x');
});
