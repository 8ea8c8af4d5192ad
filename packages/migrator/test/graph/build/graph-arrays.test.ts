import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { graphArrays, graphFromArrays } from '../../../src/graph/build/graph-arrays.ts';
import { goodRevisions } from '../../properties/arbitrary-graph.ts';

test('a graph that was kept is the graph that was built', () => {
  fc.assert(
    fc.property(goodRevisions, (revisions) => {
      const built = buildGraph(revisions);
      const kept = graphFromArrays(revisions, graphArrays(built));
      const { children, dependents, rank } = built.index;
      expect({ ...kept.index }).toEqual({ ...built.index });
      expect(kept.index).toMatchObject({ children, dependents, rank });
      // Names are suggested in this order.
      expect([...kept.index.nodeOf]).toEqual([...built.index.nodeOf]);
      expect([...kept.index.labelled]).toEqual([...built.index.labelled]);
    }),
  );
});
