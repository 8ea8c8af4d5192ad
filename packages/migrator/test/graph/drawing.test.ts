import { describe, expect, it } from 'vitest';
import { draw, toRevisions } from '../../src/testing/graph.ts';

describe('drawings', () => {
  it('read arrows, lists, slices, labels and dependencies', () => {
    expect(toRevisions('u1[users]@users@core -> u2; u1, x ~> b1; @users ~> b1')).toMatchObject([
      { id: 'u1', slice: 'users', labels: ['users', 'core'], revises: [], file: 'features/users/migrations/u1.sql' },
      { id: 'u2', slice: 'users', revises: ['u1'] },
      { id: 'x', slice: 'main' },
      { id: 'b1', dependsOn: ['u1', 'x', 'users'] },
    ]);
    expect(toRevisions('a -> b, c -> d')).toMatchObject([
      { id: 'a' },
      { id: 'b', revises: ['a'] },
      { id: 'c', revises: ['a'] },
      { id: 'd', revises: ['b', 'c'] },
    ]);
  });

  it('are given back by draw', () => {
    const revisions = toRevisions('a[x]@l -> b; b, c -> m; c ~> a; @l ~> d');
    expect(toRevisions(draw(revisions))).toEqual(revisions);
  });

  it.each(['a -> ', 'a b', 'a -> @label', '[x]'])('%j is not one', (text) => {
    expect(() => toRevisions(text)).toThrowError(SyntaxError);
  });
});
