import { describe, expect, it } from 'vitest';
import { planStamp } from '../../src/plan/plan-stamp.ts';
import { graph } from '../../src/testing/graph.ts';

const SLICES = 'u1[users]@users -> u2 -> u3; b1[billing]@billing -> b2; u2 ~> b2';
const FORK = 'a -> b -> d; a -> c; c, d -> m';

describe('planStamp', () => {
  const cases: [string, string, string[], string[], { heads: string; added: string; removed: string }][] = [
    ['an empty database', SLICES, [], ['heads'], { heads: 'b2 u3', added: 'b1 u1 u2 b2 u3', removed: '' }],
    ['forwards', SLICES, ['u1'], ['u3'], { heads: 'u3', added: 'u2 u3', removed: '' }],
    ['back', SLICES, ['u3'], ['u1'], { heads: 'u1', added: '', removed: 'u3 u2' }],
    ['another line stays', SLICES, ['b1', 'u1'], ['u3'], { heads: 'b1 u3', added: 'u2 u3', removed: '' }],
    ['back over a dependency', SLICES, ['b2'], ['u1'], { heads: 'u1', added: '', removed: 'b2 u2 b1' }],
    ['to base', SLICES, ['b2', 'u3'], ['base'], { heads: '', added: '', removed: 'u3 b2 u2 u1 b1' }],
    ['a slice to base', SLICES, ['b1', 'u3'], ['users@base'], { heads: 'b1', added: '', removed: 'u3 u2 u1' }],
    ['both arms below a merge', FORK, ['m'], ['d', 'c'], { heads: 'c d', added: '', removed: 'm' }],
    ['arms to their root', FORK, ['c', 'd'], ['a'], { heads: 'a', added: '', removed: 'd c b' }],
    ['targets on one line', FORK, [], ['a', 'd'], { heads: 'd', added: 'a b d', removed: '' }],
    ['a target that is current stays', SLICES, ['b2', 'u3'], ['b2', 'u2'], { heads: 'b2', added: '', removed: 'u3' }],
    ['what is current', FORK, ['m'], ['heads'], { heads: 'm', added: '', removed: '' }],
  ];

  it.each(cases)('%s', (_name, drawing, current, targets, expected) => {
    const plan = planStamp(graph(drawing), current, targets);
    const ids = (revisions: typeof plan.added): string => revisions.map(({ id }) => id).join(' ');
    expect({ heads: plan.heads.join(' '), added: ids(plan.added), removed: ids(plan.removed) }).toEqual(expected);
  });

  it('forgets also what no file knows with purge', () => {
    const plan = planStamp(graph(FORK), ['gone', 'm'], ['b'], { purge: true });
    expect(plan).toMatchObject({ purge: true, headsBefore: [], heads: ['b'], removed: [] });
    expect(plan.added.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it.each([
    ['an unknown row', ['gone'], ['b'], 'unknown-revision'],
    ['several heads', ['a'], ['head'], 'multiple-heads'],
    ['rows above and below the target', ['b', 'm'], ['d'], 'overlap'],
    ['a row that is there twice', ['b', 'b'], ['d'], 'duplicate-applied-row'],
  ])('refuses %s', (_name, current, targets, code) => {
    const g = graph(`${FORK}; m -> x; m -> y`);
    expect(() => planStamp(g, current, targets)).toThrowError(expect.objectContaining({ code }));
  });
});
