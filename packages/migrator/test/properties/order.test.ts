import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { draw } from '../../src/testing/graph.ts';
import { goodRevisions } from './arbitrary-graph.ts';

const shuffled = goodRevisions.chain((revisions) =>
  fc.shuffledSubarray([...revisions], { minLength: revisions.length }).map((other) => ({ revisions, other })),
);

describe('the order of all plans', () => {
  it('has parents and dependencies first', () => {
    fc.assert(
      fc.property(goodRevisions, (revisions) => {
        const g = buildGraph(revisions);
        const seen = new Set<string>();
        for (const { id } of g.ordered) {
          for (const below of [...g.parents(id), ...g.dependencies(id)])
            expect(seen.has(below), draw(revisions)).toBe(true);
          seen.add(id);
        }
        expect(seen.size).toBe(revisions.length);
      }),
    );
  });

  it('has the heads of each slice at the end of it', () => {
    fc.assert(
      fc.property(goodRevisions, (revisions) => {
        const g = buildGraph(revisions);
        for (const slice of new Set([...revisions.map((one) => one.slice), 'nothing'])) {
          const own = revisions.filter((one) => one.slice === slice);
          const hasChild = (id: string): boolean => own.some(({ revises }) => revises.includes(id));
          const heads = own.map(({ id }) => id).filter((id) => !hasChild(id));
          expect(g.headsOfSlice(slice), draw(revisions)).toEqual(heads.sort());
        }
      }),
    );
  });

  it('does not depend on the order of loading', () => {
    fc.assert(
      fc.property(shuffled, ({ revisions, other }) => {
        const [one, two] = [buildGraph(revisions), buildGraph(other)];
        expect(two.ordered).toEqual(one.ordered);
        expect([two.heads, two.effectiveHeads, two.bases]).toEqual([one.heads, one.effectiveHeads, one.bases]);
        for (const { id } of revisions) {
          expect(two.labels(id)).toEqual(one.labels(id));
          expect(two.children(id)).toEqual(one.children(id));
        }
      }),
    );
  });

  it('is the one order: what a revision adds above does not move those below it', () => {
    fc.assert(
      fc.property(goodRevisions, (revisions) => {
        const g = buildGraph(revisions);
        const top = {
          id: 'zzz',
          revises: g.heads,
          dependsOn: [],
          labels: [],
          message: '',
          slice: 'zoo',
          file: 'f',
          kind: 'sql',
        } as const;
        const after = buildGraph([...revisions, top]).ordered.filter(({ id }) => id !== 'zzz');
        expect(after).toEqual(g.ordered);
      }),
    );
  });
});
