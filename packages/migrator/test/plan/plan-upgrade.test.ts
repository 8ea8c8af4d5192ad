import { describe, expect, it } from 'vitest';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import { graph } from '../../src/testing/graph.ts';
import { steps } from './steps.ts';

const FORK = 'a -> b -> d; a -> c; c, d -> m';
const SLICES = 'u1[users]@users -> u2 -> u3; b1[billing]@billing -> b2 -> b3; u2 ~> b2';

describe('planUpgrade', () => {
  const cases: [string, string, string[], string | string[], string[]][] = [
    ['everything', FORK, [], 'heads', ['a: a', 'b: b', 'c: b c', 'd: c d', 'm: m']],
    ['one arm', FORK, [], 'd', ['a: a', 'b: b', 'd: d']],
    ['the other arm', FORK, ['d'], 'm', ['c: c d', 'm: m']],
    ['nothing to do', FORK, ['m'], 'heads', []],
    ['below what is applied', FORK, ['m'], 'b', []],
    ['base', FORK, ['b'], 'base', []],
    ['dependencies first', SLICES, [], 'b2', ['b1: b1', 'u1: b1 u1', 'u2: b1 u2', 'b2: b2']],
    ['one slice', SLICES, [], 'users@head', ['u1: u1', 'u2: u2', 'u3: u3']],
    ['one step', 'a -> b -> c', ['a'], '+1', ['b: b']],
    ['one step from nothing', 'a -> b -> c', [], '+1', ['a: a']],
    ['steps of a slice', SLICES, ['u1', 'b1'], 'users@+1', ['u2: b1 u2']],
    ['steps of a slice pull its dependencies in', SLICES, ['b1'], 'billing@+1', ['u1: b1 u1', 'u2: b1 u2', 'b2: b2']],
    ['steps of a slice that is applied as a dependency', SLICES, ['b2'], 'users@+1', ['u3: b2 u3']],
    ['steps above a revision', SLICES, ['u1'], 'u1+2', ['u2: u2', 'u3: u3']],
    ['steps below the head', SLICES, ['u1'], 'users@head-1', ['u2: u2']],
    [
      'a merge with a dependency on its own base',
      'a -> b -> m; a -> c -> m; a ~> m',
      [],
      'heads',
      ['a: a', 'b: b', 'c: b c', 'm: m'],
    ],
    ['several targets', SLICES, [], ['users@head', 'b1'], ['b1: b1', 'u1: b1 u1', 'u2: b1 u2', 'u3: b1 u3']],
    ['several targets where one needs the other', SLICES, ['b1', 'u1'], ['u2', 'b2'], ['u2: b1 u2', 'b2: b2']],
    ['several relative targets', SLICES, ['b1', 'u1'], ['users@+1', 'billing@+1'], ['u2: b1 u2', 'b2: b2']],
    [
      'a label with a number at its end',
      'a@feature -> b@feature-1 -> c',
      [],
      'feature-1@head',
      ['a: a', 'b: b', 'c: c'],
    ],
    ['that label itself', 'a@feature -> b@feature-1 -> c', [], 'feature-1', ['a: a', 'b: b']],
    ['a step above an id with dots', '1.0.0 -> 1.1.0', [], '1.0.0+1', ['1.0.0: 1.0.0', '1.1.0: 1.1.0']],
  ];

  it.each(cases)('%s', (_name, drawing, current, target, expected) => {
    const plan = planUpgrade(graph(drawing), current, target);
    expect(steps(plan)).toEqual(expected);
    expect(plan.heads).toEqual(expected.at(-1)?.split(': ')[1]?.split(' ').sort() ?? plan.headsBefore);
  });

  const refused: [string, string, string[], string, string][] = [
    ['several heads', FORK.replace('; c, d -> m', ''), [], 'head', 'multiple-heads'],
    ['a step from several rows', SLICES, ['u1', 'b1'], '+1', 'ambiguous-upgrade'],
    ['a step with several ways', FORK, ['a'], '+1', 'ambiguous-walk'],
    ['more steps than there are', FORK, ['m'], '+1', 'relative-out-of-range'],
    ['more steps than there are above a revision', SLICES, [], 'u3+1', 'not-a-revision'],
    ['down', FORK, ['m'], '-1', 'relative-out-of-range'],
    ['a range', FORK, [], 'a:m', 'range-not-allowed'],
    ['rows that overlap', FORK, ['b', 'a'], 'heads', 'overlap'],
    ['an unknown row', FORK, ['gone'], 'heads', 'unknown-revision'],
  ];

  it.each(refused)('refuses %s', (_name, drawing, current, target, code) => {
    expect(() => planUpgrade(graph(drawing), current, target)).toThrowError(expect.objectContaining({ code }));
  });

  it('does not run past 100,000 revisions in one line', () => {
    const revisions = Array.from({ length: 100_000 }, (_, i) => `r${i}`);
    const plan = planUpgrade(graph(revisions.join(' -> ')), [], 'heads');
    expect(plan.steps.length).toBe(100_000);
    expect(plan.heads).toEqual(['r99999']);
  });
});
