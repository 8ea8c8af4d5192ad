import { describe, expect, it } from 'vitest';
import { history } from '../../../src/graph/order/history.ts';
import { iterate } from '../../../src/graph/order/iterate.ts';
import { graph } from '../../../src/testing/graph.ts';

const g = graph('a -> b -> c; b -> d; c, d -> m -> t; u[users]@users -> v; v ~> d');

const ids = (range: Parameters<typeof history>[1]): string[] => history(g, range).map(({ id }) => id);

describe('history', () => {
  it('is everything, newest first', () => {
    expect(ids({})).toEqual(['t', 'm', 'd', 'v', 'u', 'c', 'b', 'a']);
  });

  it.each([
    ['both ends are in it', { base: 'b', head: 'm' }, ['m', 'd', 'c', 'b']],
    ['an open end is the heads', { base: 'm' }, ['t', 'm']],
    ['an open base takes dependencies in', { head: 'd' }, ['d', 'v', 'u', 'b', 'a']],
    ['a label limits it', { base: 'users@base', head: 'users@head' }, ['v', 'u']],
    ['rows of a database are an end', { base: ['c', 'd'] }, ['t', 'm', 'd', 'c']],
    ['no rows are base', { base: [], head: 'b' }, ['b', 'a']],
  ])('%s', (_name, range, expected) => {
    expect(ids(range)).toEqual(expected);
  });

  it('is refused when the ends are not on one line', () => {
    expect(() => ids({ base: 'm', head: 'b' })).toThrowError(expect.objectContaining({ code: 'range-not-ancestor' }));
    expect(() => ids({ base: 'v', head: 't' })).toThrowError(expect.objectContaining({ code: 'range-not-ancestor' }));
  });
});

describe('iterate', () => {
  it('reads the ends as a downgrade does when asked', () => {
    const down = iterate(g, { upper: 'heads', lower: 'm', forDowngrade: true });
    expect(down.map(({ id }) => id)).toEqual(['t']);
    const inclusive = iterate(g, { upper: 'heads', lower: 'm', forDowngrade: true, inclusive: true });
    expect(inclusive.map(({ id }) => id)).toEqual(['t', 'm']);
  });
});
