import { expect, test } from 'vitest';
import { affectedSlices } from '../../../src/graph/slices/affected-slices.ts';

const slices = ['common', 'events', 'orders', 'alone'].map((label) => ({ label, folder: `features/${label}` }));
const edges = [
  { from: 'events', to: 'common' },
  { from: 'orders', to: 'events' },
  // Two slices may have needed each other at different times.
  { from: 'common', to: 'orders' },
];
const shared = new Map([['alone', ['libs/columns']]]);

test.each<[what: string, paths: readonly string[], expected: readonly string[]]>([
  ['nothing', [], []],
  ['a file of no slice', ['docs/a.md', 'features/README.md', 'src/package.json', 'features/eventsource/a.ts'], []],
  ['a slice alone', ['features/alone/src/schema.ts'], ['alone: features/alone/src/schema.ts']],
  ['a package that a slice is made with', ['libs/columns/src/index.ts'], ['alone: libs/columns/src/index.ts']],
  [
    'all that depend on it, over several steps, and a cycle ends',
    ['features/common/migrations/1.sql'],
    ['common: features/common/migrations/1.sql', 'events < common', 'orders < events'],
  ],
  [
    'its own file comes before what it depends on',
    ['features/common/a.ts', 'features/orders/b.ts'],
    ['common: features/common/a.ts', 'events < common', 'orders: features/orders/b.ts'],
  ],
  ...['package.json', 'pnpm-lock.yaml', 'nx.json', 'tsconfig.base.json', 'migrate.config.ts'].map(
    (file): [string, string[], string[]] => [file, [file], slices.map(({ label }) => `${label}: ${file}`)],
  ),
  [
    'a slice that is gone',
    ['features/gone/slice.json', 'features/gone/src/schema.ts'],
    slices.map(({ label }) => `${label}: features/gone/slice.json`),
  ],
])('%s', (_what, paths, expected) => {
  const found = affectedSlices({ slices, edges, shared, paths });
  expect(
    found.map(({ slice, changed, standsOn }) => slice + (changed === null ? ` < ${standsOn}` : `: ${changed}`)),
  ).toEqual(expected);
});

test('of nested folders a file belongs to the inner one, and a slice may be the root', () => {
  const nested = [
    { label: 'root', folder: '' },
    { label: 'outer', folder: 'a' },
    { label: 'inner', folder: 'a/b' },
  ];
  const of = (path: string) =>
    affectedSlices({ slices: nested, edges: [], shared: new Map(), paths: [path] }).map(({ slice }) => slice);
  expect([of('a/b/c.ts'), of('a/bc.ts'), of('x.ts')]).toEqual([['inner'], ['outer'], ['root']]);
});
