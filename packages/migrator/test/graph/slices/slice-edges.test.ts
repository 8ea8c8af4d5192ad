import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceEdges, withoutCycles } from '../../../src/graph/slices/slice-edges.ts';
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
