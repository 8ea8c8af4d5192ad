import { expect, test } from 'vitest';
import { tenantRevisions } from '../../src/fleet/plan/tenant-revisions.ts';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import type { Revision } from '../../src/revision/revision.ts';

function revision(
  id: string,
  slice: string,
  links: Partial<Pick<Revision, 'revises' | 'dependsOn' | 'labels'>>,
): Revision {
  return {
    ...{ id, slice, revises: [], dependsOn: [], labels: [], message: id, kind: 'sql' },
    file: `features/${slice}/migrations/${id}.sql`,
    ...links,
  };
}

const graph = buildGraph([
  revision('c1', 'common', { labels: ['common'] }),
  revision('c2', 'common', { revises: ['c1'] }),
  revision('b1', 'billing', { labels: ['billing'], dependsOn: ['common'] }),
  revision('b2', 'billing', { revises: ['b1'], dependsOn: ['c2', 'o1'] }),
  revision('o1', 'orders', { labels: ['orders'] }),
  revision('o2', 'orders', { revises: ['o1'] }),
]);

test('tenants have their slices, with what those build on; what is shared is required, and not theirs', () => {
  const { revisions, shared } = tenantRevisions(graph, new Set(['billing']), new Set(['common']));
  expect(revisions.map(({ id, revises, dependsOn }) => [id, revises, dependsOn])).toEqual([
    ['b1', [], []],
    ['b2', ['b1'], ['o1']],
    ['o1', [], []],
  ]);
  expect(shared).toEqual(['c1', 'c2']);
  expect(buildGraph(revisions).effectiveHeads).toEqual(['b2']);
});

test('without shared slices nothing is cut', () => {
  const { revisions, shared } = tenantRevisions(graph, new Set(['billing', 'orders']), new Set());
  expect(revisions.map(({ id }) => id)).toEqual(['b1', 'b2', 'c1', 'c2', 'o1', 'o2']);
  expect(shared).toEqual([]);
});
