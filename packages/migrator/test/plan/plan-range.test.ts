import { describe, expect, it } from 'vitest';
import { planDowngradeRange, planUpgradeRange } from '../../src/plan/plan-range.ts';
import { planTargets } from '../../src/plan/plan-targets.ts';
import { graph } from '../../src/testing/graph.ts';
import { steps } from './steps.ts';

const g = graph('a -> b -> c; b -> d');

describe('offline ranges', () => {
  it('go up from the first end, or from nothing', () => {
    expect(steps(planUpgradeRange(g, 'a:c'))).toEqual(['b: b', 'c: c']);
    expect(steps(planUpgradeRange(g, 'b'))).toEqual(['a: a', 'b: b']);
    expect(steps(planUpgradeRange(g, 'base:b'))).toEqual(['a: a', 'b: b']);
    expect(steps(planUpgradeRange(g, 'a:+1'))).toEqual(['b: b']);
  });

  it('go down from the first end', () => {
    expect(steps(planDowngradeRange(g, 'c:a'))).toEqual(['c: b', 'b: a']);
    expect(steps(planDowngradeRange(g, 'c:-1'))).toEqual(['c: b']);
  });

  it.each([
    ['a:b:c', 'range-invalid'],
    [':c', 'range-invalid'],
    ['head:a', 'multiple-heads'],
  ])('%s is refused as %s', (range, code) => {
    expect(() => planUpgradeRange(g, range)).toThrowError(expect.objectContaining({ code }));
    expect(() => planDowngradeRange(g, range)).toThrowError(expect.objectContaining({ code }));
  });

  it('are needed to go down', () => {
    expect(() => planDowngradeRange(g, 'a')).toThrowError(expect.objectContaining({ code: 'range-required' }));
  });
});

describe('planTargets', () => {
  it.each([
    [['heads'], [], ['heads']],
    [[], ['events'], ['events@head']],
    [['+1'], ['events', 'users'], ['events@+1', 'users@+1']],
    [[], [], []],
    [['events@-1', 'a1'], ['events'], ['events@-1', 'events@a1']],
  ])('%j of slices %j is %j', (words, slices, expected) => {
    expect(planTargets(words, slices)).toEqual(expected);
  });

  it('refuse a word of another branch', () => {
    expect(() => planTargets(['common@head'], ['events'])).toThrow('--slice events and common@head name two branches.');
  });
});
