import { describe, expect, it } from 'vitest';
import { assertPlannable, compareApplied } from '../../src/plan/applied-state.ts';
import { allCurrent, checkHeads, upToDate } from '../../src/plan/current.ts';
import { graph } from '../../src/testing/graph.ts';

const g = graph('a -> b -> c; u1[users]@users -> u2; u1 ~> b');

/** Rows as the runner would have written them for these revisions. */
function rows(...ids: string[]): Parameters<typeof compareApplied>[1] {
  return ids.map((revision) => ({
    revision,
    parents: g.get(revision) === undefined ? [] : g.parents(revision),
    dependencies: g.get(revision) === undefined ? [] : g.dependencies(revision),
  }));
}

describe('compareApplied', () => {
  it('finds the heads of what is applied', () => {
    const clean = { unknown: [], insertedBelow: [], relinked: [] };
    expect(compareApplied(g, [])).toEqual({ heads: [], ...clean });
    expect(compareApplied(g, rows('a', 'u1'))).toEqual({ heads: ['a', 'u1'], ...clean });
    expect(compareApplied(g, rows('b', 'u1', 'a'))).toEqual({ heads: ['b'], ...clean });
    expect(compareApplied(g, rows('a', 'b', 'u1', 'u2'))).toEqual({ heads: ['b', 'u2'], ...clean });
  });

  it('reports applied revisions that no file has', () => {
    const state = compareApplied(g, rows('a', 'gone', 'also'));
    expect(state).toMatchObject({ heads: ['a'], unknown: ['also', 'gone'] });
    expect(() => assertPlannable(g, state)).toThrowError(
      expect.objectContaining({
        code: 'unknown-applied-revision',
        hint: expect.stringContaining('migrate repair forget also --reason'),
      }),
    );
  });

  it('never takes a revision as applied because one above it is', () => {
    const state = compareApplied(g, rows('b', 'c'));
    expect(state).toMatchObject({ heads: ['c'], insertedBelow: ['a', 'u1'] });
    expect(() => assertPlannable(g, state)).toThrowError(
      expect.objectContaining({
        code: 'inserted-below-applied',
        facts: expect.objectContaining({ revisions: ['a', 'u1'] }),
        hint: expect.stringMatching(/migrate repair adopt a --reason.*features\/main\/migrations\/a\.sql/),
      }),
    );
  });

  it('reports revisions that name other parents today', () => {
    const state = compareApplied(g, [...rows('a', 'u1'), { revision: 'b', parents: ['x'], dependencies: ['u1'] }]);
    expect(state).toMatchObject({ relinked: ['b'], insertedBelow: [] });
  });

  it('lets good states pass', () => {
    expect(() => assertPlannable(g, compareApplied(g, rows('a', 'u1', 'b')))).not.toThrow();
  });
});

describe('current', () => {
  it('shows the tips of every line, dependencies as well', () => {
    expect(allCurrent(g, ['b']).map(({ id }) => id)).toEqual(['b', 'u1']);
    expect(allCurrent(g, []).map(({ id }) => id)).toEqual([]);
  });

  it('is up to date with the effective heads', () => {
    const dependency = graph('u1[users]; b1; u1 ~> b1');
    expect(upToDate(dependency, ['b1'])).toBe(true);
    expect(checkHeads(dependency, ['b1'])).toBe(false);
    expect(checkHeads(dependency, ['b1', 'u1'])).toBe(true);
    expect(upToDate(dependency, [])).toBe(false);
  });
});
