import { expect, it } from 'vitest';
import { graph } from '../../../src/testing/graph.ts';

it('knows for each revision whether it is below others, as the list of what is below them does', () => {
  const g = graph('a -> b -> c; b -> d; c -> m; d -> m; b ~> x; x -> y; z; y ~> m');
  const ids = g.revisions.map(({ id }) => id);
  for (const ends of [...ids.map((id) => [id]), ['c', 'x'], ['m', 'z'], []]) {
    const below = g.below(ends);
    expect([ends, ids.filter(below)]).toEqual([ends, g.ancestors(ends, { dependencies: true })]);
  }
  expect(() => g.below(['q'])).toThrow('q');
  expect(() => g.below(['a'])('q')).toThrow('q');
});
