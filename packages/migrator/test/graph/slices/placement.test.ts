import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { mergeCandidates } from '../../../src/graph/slices/merge-candidates.ts';
import { placeMerge, placeRevision } from '../../../src/graph/slices/placement.ts';
import { graph } from '../../../src/testing/graph.ts';

const g = graph('u1[users]@users -> u2; b1[billing]@billing -> b2; b1 -> b3');
const slices = ['billing', 'users'];

describe('placeRevision', () => {
  it('builds on the head of a branch, in the slice of its parent', () => {
    expect(placeRevision(g, slices, { heads: ['users@head'] })).toEqual({
      revises: ['u2'],
      dependsOn: [],
      slice: 'users',
    });
  });

  it('writes dependencies as whole ids, labels as labels', () => {
    const place = placeRevision(g, slices, { heads: ['u2'], dependsOn: ['billing', 'b3'] });
    expect(place.dependsOn).toEqual(['billing', 'b3']);
  });

  it('starts the first revision of the only slice', () => {
    expect(placeRevision(buildGraph([]), ['events'])).toEqual({ revises: [], dependsOn: [], slice: 'events' });
  });

  it.each([
    ['several heads', {}, 'multiple-heads'],
    ['not a head', { heads: ['u1'] }, 'not-a-head'],
    ['a new base in some slice', { heads: ['base'] }, 'slice-required'],
    ['an unknown slice', { heads: ['u2'], slice: 'nowhere' }, 'unknown-slice'],
    ['base as a dependency', { heads: ['u2'], dependsOn: ['base'] }, 'not-a-revision'],
  ])('refuses %s', (_name, request, code) => {
    expect(() => placeRevision(g, slices, request)).toThrowError(expect.objectContaining({ code }));
  });

  it('branches off on purpose', () => {
    expect(placeRevision(g, slices, { heads: ['u1'], splice: true }).revises).toEqual(['u1']);
    expect(placeRevision(g, slices, { heads: ['base'], slice: 'users' })).toMatchObject({
      revises: [],
      slice: 'users',
    });
  });
});

describe('placeMerge', () => {
  it('joins what the symbols name, in the slice of the first one', () => {
    expect(placeMerge(g, slices, ['billing@heads'])).toMatchObject({ revises: ['b2', 'b3'], slice: 'billing' });
    expect(placeMerge(g, slices, ['u2', 'b2'])).toMatchObject({ revises: ['u2', 'b2'], slice: 'users' });
  });

  it('refuses the same parent twice', () => {
    expect(() => placeMerge(g, slices, ['b2', 'billing@b2'])).toThrowError(
      expect.objectContaining({ code: 'duplicate-heads' }),
    );
  });
});

describe('mergeCandidates', () => {
  it('are the heads of a slice with more than one', () => {
    expect(mergeCandidates(g)).toEqual([{ slice: 'billing', heads: ['b2', 'b3'] }]);
    expect(mergeCandidates(graph('a[x]; b[y]'))).toEqual([]);
  });
});
