import { expect, test } from 'vitest';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { composedRenames } from '../../../src/schema/rename/composed-renames.ts';
import { parseRename, printRename } from '../../../src/schema/rename/rename-flag.ts';
import { column, entity, enumOf, table } from '../entities.ts';

interface Step {
  readonly renames: readonly string[];
  readonly after: readonly SchemaEntity[];
}

const composed = (before: readonly SchemaEntity[], ...steps: readonly Step[]) =>
  composedRenames(
    before,
    steps.map(({ renames, after }) => ({ renames: renames.map(parseRename), after })),
  ).map(printRename);

const t = [table('t'), column('t.a'), column('t.b')];

test.each<[what: string, steps: readonly Step[], composed: readonly string[]]>([
  ['nothing', [{ renames: [], after: t }], []],
  [
    'the same thing twice',
    [
      { renames: ['column t.a=x'], after: [table('t'), column('t.x'), column('t.b')] },
      { renames: ['column t.x=y'], after: [table('t'), column('t.y'), column('t.b')] },
    ],
    ['column t.a=y'],
  ],
  [
    'there and back',
    [
      { renames: ['column t.a=x'], after: [table('t'), column('t.x'), column('t.b')] },
      { renames: ['column t.x=a'], after: t },
    ],
    [],
  ],
  [
    'what was dropped afterwards, and made again under either name',
    [
      { renames: ['column t.a=x'], after: [table('t'), column('t.x'), column('t.b')] },
      { renames: [], after: [table('t'), column('t.b')] },
      { renames: [], after: [table('t'), column('t.x'), column('t.a'), column('t.b')] },
    ],
    [],
  ],
  [
    'a table and its columns, before and after it',
    [
      { renames: ['column t.a=x'], after: [table('t'), column('t.x'), column('t.b')] },
      { renames: ['table t=u'], after: [table('u'), column('u.x'), column('u.b')] },
      { renames: ['column u.b=y'], after: [table('u'), column('u.x'), column('u.y')] },
    ],
    ['table t=u', 'column u.a=x', 'column u.b=y'],
  ],
  [
    'names that are exchanged by way of a third one',
    [
      { renames: ['column t.a=c'], after: [table('t'), column('t.c'), column('t.b')] },
      { renames: ['column t.b=a'], after: [table('t'), column('t.c'), column('t.a')] },
      { renames: ['column t.c=b'], after: t },
    ],
    ['column t.a=b', 'column t.b=a'],
  ],
  [
    'what came after the first state',
    [
      { renames: [], after: [...t, column('t.c')] },
      { renames: ['column t.c=d'], after: [...t, column('t.d')] },
    ],
    [],
  ],
])('%s', (_, steps, expected) => {
  expect(composed(t, ...steps)).toEqual(expected);
});

test('schemas, enums and their values', () => {
  const [app, shop] = [entity('schema', 'app'), entity('schema', 'shop')];
  expect(
    composed(
      [app, enumOf('app.mood', 'a', 'b')],
      { renames: ['schema app=shop'], after: [shop, enumOf('shop.mood', 'a', 'b')] },
      { renames: ["enum-value shop.mood.'a'='x'"], after: [shop, enumOf('shop.mood', 'x', 'b')] },
      { renames: ['enum shop.mood=state'], after: [shop, enumOf('shop.state', 'x', 'b')] },
    ),
  ).toEqual(['schema app=shop', 'enum shop.mood=state', "enum-value shop.state.'a'=x"]);
});
