import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderableEdges, sliceEdges, withoutCycles } from '../../../src/graph/slices/slice-edges.ts';
import type { Revision } from '../../../src/revision/revision.ts';

function revision(id: string, slice: string, more: Partial<Revision> = {}): Revision {
  return {
    id,
    slice,
    revises: [],
    dependsOn: [],
    labels: [],
    message: id,
    file: `features/${slice}/migrations/${id}.sql`,
    kind: 'sql',
    ...more,
  };
}

const pairs = (revisions: readonly Revision[]) =>
  sliceEdges(revisions).map(({ from, to, revision: { id } }) => `${from} -> ${to} (${id})`);

describe('sliceEdges', () => {
  test('parents and dependencies in other slices, by id and by label, one edge a pair', () => {
    const revisions = [
      revision('c1', 'common', { labels: ['common'] }),
      revision('e1', 'events', { labels: ['events'], dependsOn: ['c1'] }),
      revision('e2', 'events', { revises: ['e1'], dependsOn: ['common'] }),
      revision('s1', 'setups', { dependsOn: ['events@head', 'common@c1'] }),
      revision('m1', 'setups', { revises: ['s1', 'e2'] }),
    ];
    expect(pairs(revisions)).toEqual(['events -> common (e1)', 'setups -> common (s1)', 'setups -> events (s1)']);
  });

  test('what names nothing, and a slice itself, make no edge', () => {
    expect(pairs([revision('a', 'x', { dependsOn: ['gone'] }), revision('b', 'x', { revises: ['a'] })])).toEqual([]);
  });
});

describe('orderableEdges', () => {
  // A slice that goes ahead of another one, which it needs afterwards: it is the last need that counts.
  const [y1, x1, y2] = [
    revision('y1', 'y', { labels: ['y'] }),
    revision('x1', 'x', { dependsOn: ['y1'] }),
    revision('y2', 'y', { revises: ['y1'], dependsOn: ['x1'] }),
  ];
  const x2 = revision('x2', 'x', { revises: ['x1'], dependsOn: ['y2'] });
  const merged = revision('m', 'y', { revises: ['y2', 'x1'] });

  test.each<[what: string, revisions: readonly Revision[], known: readonly string[], edges: readonly string[]]>([
    ['one need', [y1, x1], [], ['x -> y']],
    ['ahead, then after', [y1, x1, y2], [], ['y -> x']],
    ['in another order of files', [y2, x1, y1], [], ['y -> x']],
    ['and needed again', [x2, y2, x1, y1], [], ['x -> y']],
    ['a package says the one', [y1, x1, y2], ['yx'], ['y -> x']],
    ['a package says the other', [y1, x1, y2], ['xy'], ['x -> y']],
    ['packages say both', [y1, x1, y2], ['xy', 'yx'], []],
    ['by a third one', [y1, x1, y2], ['xz', 'zy'], ['x -> y']],
    ['a merge is the newest', [y1, x1, merged], [], ['y -> x']],
    ['a circle of revisions', [{ ...y1, dependsOn: ['y2'] }, x1, y2], [], ['x -> y']],
  ])('%s', (_, revisions, known, edges) => {
    const listed = known.map(([from = '', to = '']) => ({ from, to }));
    expect(orderableEdges(revisions, listed).map(({ from, to }) => `${from} -> ${to}`)).toEqual(edges);
  });
});

describe('withoutCycles', () => {
  const edge = fc.record({ from: fc.constantFrom(...'abcdef'), to: fc.constantFrom(...'abcdef') });

  test('leaves out only what closes a cycle', () => {
    const edges = ['ab', 'bc', 'ca', 'cd'].map(([from = '', to = '']) => ({ from, to }));
    expect(withoutCycles(edges).map(({ from, to }) => from + to)).toEqual(['ab', 'bc', 'cd']);
    expect(withoutCycles(edges, [{ from: 'c', to: 'a' }]).map(({ from, to }) => from + to)).toEqual(['ab', 'ca', 'cd']);
  });

  test('property: what is kept can be ordered, and what is left out could not be added', () => {
    fc.assert(
      fc.property(fc.array(edge), (edges) => {
        const kept = withoutCycles(edges);
        expect(orderable(kept)).toBe(true);
        for (const left of edges.filter((each) => !kept.includes(each))) expect(orderable([...kept, left])).toBe(false);
      }),
    );
  });
});

/** Takes away slices that need none that is left, until none is left or none can be taken. */
function orderable(edges: readonly { readonly from: string; readonly to: string }[]): boolean {
  let left = edges;
  while (left.length > 0) {
    const needing = new Set(left.map(({ from }) => from));
    const rest = left.filter(({ to }) => needing.has(to));
    if (rest.length === left.length) return false;
    left = rest;
  }
  return true;
}
