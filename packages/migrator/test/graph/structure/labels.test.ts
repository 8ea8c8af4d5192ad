import { describe, expect, it } from 'vitest';
import { graph } from '../../../src/testing/graph.ts';

describe('effective labels', () => {
  const cases: [string, string, Record<string, string[]>][] = [
    ['go to all descendants', 'a@x -> b -> c; b -> d', { a: ['x'], b: ['x'], c: ['x'], d: ['x'] }],
    ['go down a straight line', 'a -> b@late -> c', { a: ['late'], b: ['late'], c: ['late'] }],
    ['do not go down when the line parts above', 'a -> b@late -> c; b -> d', { a: [], b: ['late'], c: ['late'] }],
    ['stop below a branch point', 'a -> b -> c@left; a -> d@right', { a: [], b: ['left'], c: ['left'], d: ['right'] }],
    ['stop at a revision that others depend on', 'a -> b -> c@x; b ~> d', { a: [], b: [], c: ['x'], d: [] }],
    ['stop at a merge', 'a -> m; b -> m; m -> c@x', { a: [], m: [], c: ['x'] }],
    ['never go along dependencies', 'a@x ~> b', { a: ['x'], b: [] }],
    ['meet in a merge', 'a@x -> m; b@y -> m; m -> t', { m: ['x', 'y'], t: ['x', 'y'] }],
    ['add up', 'a@outer -> b@inner -> c; a -> d', { a: ['outer'], b: ['inner', 'outer'], d: ['outer'] }],
  ];

  it.each(cases)('%s', (_name, drawing, expected) => {
    const g = graph(drawing);
    for (const [id, labels] of Object.entries(expected)) expect([id, g.labels(id)]).toEqual([id, labels]);
  });

  it('are the same when there are too many labels to keep them all', () => {
    const many = Array.from({ length: 300 }, (_, i) => `n${i}@l${i}`).join('; ');
    const g = graph(`a -> b@late -> c; c@top; x@left -> y; x -> z@right; ${many}`);
    expect(g.labels('a')).toEqual(['late', 'top']);
    expect(g.labels('x')).toEqual(['left']);
    expect(g.labels('z')).toEqual(['left', 'right']);
    expect(g.labels('n7')).toEqual(['l7']);
  });
});
