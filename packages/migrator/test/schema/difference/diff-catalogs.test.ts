import { expect, test } from 'vitest';
import { describeDifference } from '../../../src/schema/difference/describe-difference.ts';
import { type DiffOptions, diffCatalogs } from '../../../src/schema/difference/diff-catalogs.ts';
import { type CatalogEntity, catalogOf } from '../../../src/schema/entity/catalog.ts';
import { withoutPartitioning } from '../../../src/schema/entity/without-partitioning.ts';
import type { CatalogValue } from '../../../src/schema/facts/catalog-value.ts';

function entity(path: string, facts: Record<string, CatalogValue> = {}): CatalogEntity {
  const [kind = '', schema = '', relation = '', name = ''] = path.split(' ');
  return { kind, schema, relation: relation === '-' ? '' : relation, name, facts };
}

function describeDiff(before: CatalogEntity[], after: CatalogEntity[], options?: DiffOptions): string[] {
  return diffCatalogs(catalogOf(before), catalogOf(after), options).map(describeDifference);
}

test('equal catalogs have no differences, in whatever order their entities and facts came', () => {
  const a = entity('table public - t', { options: ['x', 'y'], nested: { p: 1, q: [null] } });
  const b = entity('column public t a', { type: 'integer' });
  const again = entity('table public - t', { nested: { q: [null], p: 1 }, options: ['x', 'y'] });
  expect(describeDiff([a, b], [b, again])).toEqual([]);
});

test('what two catalogs share is not looked at', () => {
  const shared = {
    ...entity('column public t a'),
    get facts(): never {
      throw new Error('it was looked at');
    },
  };
  expect(describeDiff([shared, entity('column public t b')], [entity('column public t c'), shared])).toEqual([
    '- column public.t.b',
    '+ column public.t.c',
  ]);
});

test('differences are said in the order of the catalog, with what was and what is', () => {
  const before = [
    entity('table public - t'),
    entity('column public t a', { type: 'integer', notNull: true }),
    entity('column public t gone'),
  ];
  const after = [
    entity('table public - t'),
    entity('column public t a', { type: 'bigint', comment: 'two\n  lines' }),
    entity('index public t t_a_idx'),
  ];
  expect(describeDiff(before, after)).toEqual([
    '~ column public.t.a\n    comment: (default) -> two lines\n    notNull: true -> (default)\n    type: integer -> bigint',
    '- column public.t.gone',
    '+ index public.t.t_a_idx',
  ]);
});

test.each([
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, { b: 1 }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [[], {}],
  [null, false],
  ['1', 1],
] satisfies [CatalogValue, CatalogValue][])('%j differs from %j', (one, other) => {
  expect(
    diffCatalogs(
      catalogOf([entity('table public - t', { fact: one })]),
      catalogOf([entity('table public - t', { fact: other })]),
    ),
  ).toHaveLength(1);
});

test('names that look alike when joined are not mixed up', () => {
  const dotted = entity('column public a.b c');
  const other = entity('column public a b.c');
  expect(describeDiff([dotted], [other])).toHaveLength(2);
});

test.each([
  ['columnOrder', ['a', 'b'], ['b', 'a'], { columnOrder: true }],
  ['owner', 'me', 'you', { owners: true }],
] as const)('%s counts only when asked for', (fact, one, other, options) => {
  const before = [entity('table public - t', { [fact]: one })];
  const after = [entity('table public - t', { [fact]: other })];
  expect(describeDiff(before, after)).toEqual([]);
  expect(describeDiff(before, after, options)).toHaveLength(1);
});

test('without partitioning, a partitioned table is a table and its partitions are gone with all that is on them', () => {
  const plain = [entity('table public - t'), entity('column public t a'), entity('table other - t_1')];
  const partitioned = [
    entity('table public - t', { partitionKey: 'RANGE (a)' }),
    entity('column public t a'),
    entity('table public - t_1', { partitionOf: 'public.t', partitionBound: 'DEFAULT' }),
    entity('column public t_1 a'),
    entity('index public t_1 t_1_a_idx'),
    entity('table other - t_1'),
  ];
  expect(withoutPartitioning(catalogOf(partitioned))).toEqual(catalogOf(plain));
});
