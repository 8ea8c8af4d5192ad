import { describe, expect, it } from 'vitest';
import { planDowngrade } from '../../src/plan/plan-downgrade.ts';
import { graph } from '../../src/testing/graph.ts';
import { steps } from './steps.ts';

const FORK = 'a -> b -> d; a -> c; c, d -> m';
const SLICES = 'u1[users]@users -> u2 -> u3; b1[billing]@billing -> b2 -> b3; u2 ~> b2';
const ARMS = 'a -> l1@left -> l2; a -> r1@right';

describe('planDowngrade', () => {
  const cases: [string, string, string[], string, string[]][] = [
    ['everything', FORK, ['m'], 'base', ['m: c d', 'd: b c', 'c: b', 'b: a', 'a:']],
    ['to a branch point', FORK, ['m'], 'a', ['m: c d', 'd: b c', 'c: b', 'b: a']],
    ['to one arm', FORK, ['m'], 'd', ['m: c d']],
    ['one step', FORK, ['d'], '-1', ['d: b']],
    ['one step to base', FORK, ['a'], '-1', ['a:']],
    ['one step from several rows takes the first', ARMS, ['l2', 'r1'], '-1', ['l2: l1 r1']],
    ['a step of a branch', ARMS, ['l2', 'r1'], 'left@-1', ['l2: l1 r1']],
    ['to what is current', FORK, ['d'], 'd', []],
    ['what depends on it goes too', SLICES, ['b3', 'u3'], 'u1', ['u3: b3', 'b3: b2', 'b2: b1 u2', 'u2: b1 u1']],
    ['a slice to base', SLICES, ['b3', 'u3'], 'billing@base', ['b3: b2 u3', 'b2: b1 u3', 'b1: u3']],
    [
      'a slice to base with what depends on it',
      SLICES,
      ['b2', 'u3'],
      'users@base',
      ['u3: b2', 'b2: b1 u2', 'u2: b1 u1', 'u1: b1'],
    ],
    ['only the arm of the label', ARMS, ['l2', 'r1'], 'left@a', ['l2: l1 r1', 'l1: r1']],
    ['both arms without a label', ARMS, ['l2', 'r1'], 'a', ['r1: l2', 'l2: l1', 'l1: a']],
    ['steps below a revision', SLICES, ['u3'], 'u3-2', ['u3: u2', 'u2: u1']],
    ['no row that another one implies', 'a -> b -> m; a -> m; k', ['m', 'k'], 'b', ['m: b k']],
    ['a row that others imply is not kept', 'a -> b -> c', ['c', 'a'], 'b', ['c: b']],
  ];

  it.each(cases)('%s', (_name, drawing, current, target, expected) => {
    const plan = planDowngrade(graph(drawing), current, target);
    expect(steps(plan)).toEqual(expected);
    const last = expected.at(-1)?.split(':')[1]?.trim();
    expect(plan.heads.join(' ')).toBe(last ?? plan.headsBefore.join(' '));
  });

  const refused: [string, string, string[], string, string][] = [
    ['what is not applied', FORK, ['b'], 'd', 'range-not-ancestor'],
    ['up', FORK, ['b'], '+1', 'relative-out-of-range'],
    ['more steps than there are', FORK, ['b'], '-3', 'relative-out-of-range'],
    ['a step with several ways', FORK, ['m'], '-1', 'ambiguous-walk'],
    ['a step of a branch with several rows', 'a@x -> b; a -> c', ['b', 'c'], 'x@-1', 'ambiguous-downgrade'],
    ['a step of a branch that is not applied', ARMS, ['r1'], 'nolabel@-1', 'unknown-revision'],
    ['more steps below a revision than there are', FORK, ['b'], 'a-2', 'walked-too-far'],
    ['a range', FORK, ['m'], 'm:a', 'range-not-allowed'],
    ['a misspelt label, although there is one way only', 'a@users -> b', ['b'], 'uesrs@base', 'unknown-branch'],
    ['a label whose line the target is not on', SLICES, ['b3', 'u3'], 'billing@u1', 'not-in-branch'],
    ['a row that is there twice', 'a -> b', ['b', 'b'], 'base', 'duplicate-applied-row'],
  ];

  it.each(refused)('refuses %s', (_name, drawing, current, target, code) => {
    expect(() => planDowngrade(graph(drawing), current, target)).toThrowError(expect.objectContaining({ code }));
  });

  it('refuses a branch that does not pass above the target', () => {
    const g = graph('a@x -> b; a -> c; b -> b2; b -> b3');
    expect(() => planDowngrade(g, ['b2', 'b3', 'c'], 'c@b')).toThrowError(
      expect.objectContaining({ code: 'invalid-downgrade-target' }),
    );
  });
});
