import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { type LinearExtension, shuffledOrder, slicesInTurn } from '../../../src/graph/order/linear-extension.ts';
import type { RevisionGraph } from '../../../src/graph/structure/revision-graph.ts';
import { goodRevisions } from '../../properties/arbitrary-graph.ts';

const LABELS = ['auth', 'billing', 'common'];

/** Each revision once, and what is below it before it. */
function expectExtension(graph: RevisionGraph, order: LinearExtension): void {
  const place = new Map(Array.from(order, (node, index) => [node, index]));
  expect(place.size).toBe(graph.size);
  for (const node of order) {
    for (const below of graph.index.down.row(node)) expect(place.get(below)).toBeLessThan(place.get(node) ?? -1);
  }
}

test('every order has each revision once, above what it needs', () => {
  fc.assert(
    fc.property(goodRevisions, fc.nat(), (revisions, seed) => {
      const graph = buildGraph(revisions);
      for (const order of [
        slicesInTurn(graph, LABELS),
        slicesInTurn(graph, LABELS.toReversed()),
        shuffledOrder(graph, seed),
      ])
        expectExtension(graph, order);
      expect(shuffledOrder(graph, seed)).toEqual(shuffledOrder(graph, seed));
    }),
  );
});

test('the first slice comes as early as it can: before it only what it needs', () => {
  fc.assert(
    fc.property(goodRevisions, fc.constantFrom(...LABELS), (revisions, first) => {
      const graph = buildGraph(revisions);
      const order = slicesInTurn(graph, [first, ...LABELS.filter((label) => label !== first)]);
      const own = graph.revisions.filter(({ slice }) => slice === first).map(({ id }) => id);
      const needed = graph.ancestors(own, { dependencies: true });
      expect(new Set(graph.ids(order.slice(0, needed.length)))).toEqual(new Set(needed));
    }),
  );
});
