import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { inspectGraph } from '../../src/graph/build/inspect-graph.ts';
import { history } from '../../src/graph/order/history.ts';
import { mergeCandidates } from '../../src/graph/slices/merge-candidates.ts';
import { resolveAll } from '../../src/graph/symbols/resolve.ts';
import { compareAppliedIds } from '../../src/plan/applied-state.ts';
import { allCurrent, upToDate } from '../../src/plan/current.ts';
import { planDowngrade } from '../../src/plan/plan-downgrade.ts';
import { planStamp } from '../../src/plan/plan-stamp.ts';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import type { Revision } from '../../src/revision/revision.ts';

const SIZE = 100_000;

function line(parentOf: (i: number) => number | undefined): Revision[] {
  return Array.from({ length: SIZE }, (_, i) => {
    const parent = parentOf(i);
    const revises = parent === undefined ? [] : [`r${parent}`];
    const labels = i === 0 ? ['main'] : [];
    return { id: `r${i}`, revises, dependsOn: [], labels, message: '', slice: 'main', file: `${i}.sql`, kind: 'sql' };
  });
}

describe('a line of 100,000 revisions', () => {
  const g = buildGraph(line((i) => (i === 0 ? undefined : i - 1)));

  it('overflows nothing', () => {
    expect(planUpgrade(g, [], 'heads').steps.length).toBe(SIZE);
    expect(planUpgrade(g, ['r50000'], 'main@head').steps.length).toBe(SIZE - 50_001);
    expect(planUpgrade(g, [], `+${SIZE}`).steps.length).toBe(SIZE);
    expect(planUpgrade(g, [], `main@+${SIZE}`).steps.length).toBe(SIZE);
    expect(planDowngrade(g, ['r99999'], 'base').steps.length).toBe(SIZE);
    expect(planDowngrade(g, ['r99999'], `-${SIZE}`).heads).toEqual([]);
    expect(planStamp(g, ['r1'], ['heads']).added.length).toBe(SIZE - 2);
    expect(history(g, { base: 'r10' }).length).toBe(SIZE - 10);
    expect(allCurrent(g, ['r99999']).map(({ id }) => id)).toEqual(['r99999']);
    expect(upToDate(g, ['r99999'])).toBe(true);
    expect(resolveAll(g, 'main@-3').map((revision) => revision?.id)).toEqual(['r99996']);
    expect(g.labels('r77777')).toEqual(['main']);
  });
});

describe('100,000 revisions in a bad shape', () => {
  it('in one cycle are found as one', () => {
    const faults = inspectGraph(line((i) => (i + SIZE - 1) % SIZE));
    expect(faults.map((fault) => fault.code)).toEqual(['cycle']);
  });

  it('without parents are reported one by one', () => {
    const orphans = line((i) => i + SIZE).slice(0, 10_000);
    expect(inspectGraph(orphans).length).toBe(10_000);
  });

  it('above one base are merged into one head', () => {
    const star = line((i) => (i === 0 ? undefined : 0));
    const merge: Revision = { ...(star[0] ?? fail()), id: 'm', labels: [], revises: star.slice(1).map(({ id }) => id) };
    const plan = planUpgrade(buildGraph([...star, merge]), [], 'heads');
    expect(plan.steps.length).toBe(SIZE + 1);
    expect(plan.heads).toEqual(['m']);
  });

  it('all of them heads: named, counted down from, stamped and merged', () => {
    const g = buildGraph(line((i) => (i === 0 ? undefined : 0)));
    expect(g.heads.length).toBe(SIZE - 1);
    expect(new Set(resolveAll(g, 'main@-1')).size).toBe(1);
    expect(planStamp(g, [], ['heads']).heads).toEqual(g.heads);
    expect(mergeCandidates(g).map(({ slice, heads }) => [slice, heads.length])).toEqual([['main', SIZE - 1]]);
    expect(compareAppliedIds(g, ['r5', 'r7', 'x'])).toEqual({
      heads: ['r5', 'r7'],
      unknown: ['x'],
      insertedBelow: ['r0'],
    });
  });
});

function fail(): never {
  throw new Error('the star is empty');
}
