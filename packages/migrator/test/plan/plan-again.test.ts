import { describe, expect, test } from 'vitest';
import { planAgain } from '../../src/plan/plan-again.ts';
import { planDowngrade } from '../../src/plan/plan-downgrade.ts';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import { graph } from '../../src/testing/graph.ts';

const line = graph('a -> b -> c -> d');
const ids = (plan: ReturnType<typeof planAgain>) => plan.steps.map(({ revision }) => revision.id);

describe('what is left of a plan', () => {
  test('nothing changed: the same plan', () => {
    const first = planDowngrade(line, ['d'], '-2');
    expect(planAgain(line, first, ['d'])).toEqual(first);
  });

  test('another runner did the same -1: nothing is left, and the heads stay', () => {
    const again = planAgain(line, planDowngrade(line, ['d'], '-1'), ['c']);
    expect(ids(again)).toEqual([]);
    expect(again.heads).toEqual(['c']);
  });

  test('another runner did a part of it', () => {
    const again = planAgain(line, planDowngrade(line, ['d'], '-2'), ['c']);
    expect(ids(again)).toEqual(['c']);
    expect(again.heads).toEqual(['b']);
  });

  test('+1 twice at once is one step', () => {
    const first = planUpgrade(line, ['a'], '+1');
    expect(ids(planAgain(line, first, ['b']))).toEqual([]);
    expect(planAgain(line, first, ['b']).heads).toEqual(['b']);
  });

  test('something was applied on top of what is to be reverted: refused', () => {
    const first = planDowngrade(line, ['c'], '-1');
    expect(() => planAgain(line, first, ['d'])).toThrowError(expect.objectContaining({ code: 'plan-outdated' }));
  });
});
