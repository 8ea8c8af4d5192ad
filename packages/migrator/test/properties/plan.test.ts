import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { mergeCandidates } from '../../src/graph/slices/merge-candidates.ts';
import { placeMerge } from '../../src/graph/slices/placement.ts';
import type { RevisionGraph } from '../../src/graph/structure/revision-graph.ts';
import { compareApplied } from '../../src/plan/applied-state.ts';
import { upToDate } from '../../src/plan/current.ts';
import { headsAfterEach } from '../../src/plan/heads-after-each.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planDowngrade } from '../../src/plan/plan-downgrade.ts';
import { planStamp } from '../../src/plan/plan-stamp.ts';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import { goodDatabase, goodRevisions, headsOf } from './arbitrary-graph.ts';

const everything = { dependencies: true };
const ids = (plan: Plan): string[] => plan.steps.map((step) => step.revision.id);
const sorted = (list: Iterable<string>): string[] => [...list].sort();

describe('an upgrade', () => {
  it('to heads is exactly the missing ancestors', () => {
    fc.assert(
      fc.property(goodDatabase, ({ revisions, current }) => {
        const g = buildGraph(revisions);
        const plan = planUpgrade(g, current, 'heads');
        const applied = new Set(g.ancestors(current, everything));
        expect(sorted(ids(plan))).toEqual(sorted(g.revisions.map(({ id }) => id).filter((id) => !applied.has(id))));
        expect(plan.heads).toEqual(g.effectiveHeads);
        expect(upToDate(g, plan.heads)).toBe(true);
        expect(planUpgrade(g, plan.heads, 'heads').steps).toEqual([]);
      }),
    );
  });

  it('undone again gives the heads from before', () => {
    fc.assert(
      fc.property(goodDatabase, ({ revisions, current }) => {
        const g = buildGraph(revisions);
        const up = planUpgrade(g, current, 'heads');
        const before = headsOf(revisions, new Set(current));
        let now: readonly string[] = up.heads;
        for (const { revision } of [...up.steps].reverse()) now = undo(g, now, revision.id);
        expect(sorted(now)).toEqual(sorted(before));
        const down = planDowngrade(g, up.heads, 'base');
        expect(ids(down)).toEqual(ids(planUpgrade(g, [], 'heads')).reverse());
        expect(down.heads).toEqual([]);
      }),
    );
  });

  it('keeps the heads by the rule after each step', () => {
    fc.assert(
      fc.property(goodDatabase, ({ revisions, current }) => {
        const g = buildGraph(revisions);
        for (const plan of [planUpgrade(g, current, 'heads'), planDowngrade(g, current, 'base')]) {
          const applied = new Set(g.ancestors(current, everything));
          for (const { revision, heads } of headsAfterEach(plan)) {
            if (plan.direction === 'upgrade') applied.add(revision);
            else applied.delete(revision);
            expect(heads).toEqual(sorted(headsOf(revisions, applied)));
          }
        }
      }),
    );
  });

  it('stopped anywhere continues where it was', () => {
    fc.assert(
      fc.property(goodDatabase, fc.nat(30), ({ revisions, current }, stop) => {
        const g = buildGraph(revisions);
        const plan = planUpgrade(g, current, 'heads');
        const states = [...headsAfterEach(plan)];
        const at = states[Math.min(stop, states.length) - 1]?.heads ?? plan.headsBefore;
        expect(ids(planUpgrade(g, at, 'heads'))).toEqual(ids(plan).slice(Math.min(stop, states.length)));
      }),
    );
  });
});

describe('a merge', () => {
  it('of all heads leaves one head', () => {
    fc.assert(
      fc.property(goodRevisions, (revisions) => {
        fc.pre(revisions.length > 0);
        const g = buildGraph(revisions);
        const { revises, slice } = placeMerge(g, ['auth', 'billing', 'common'], g.heads);
        const merge = {
          id: 'merge',
          revises,
          dependsOn: [],
          labels: [],
          message: '',
          slice,
          file: 'm',
          kind: 'sql',
        } as const;
        const merged = buildGraph([...revisions, merge]);
        expect(merged.heads).toEqual(['merge']);
        expect(merged.effectiveHeads).toEqual(['merge']);
        expect(mergeCandidates(merged)).toEqual([]);
      }),
    );
  });
});

describe('a stamp', () => {
  it('records exactly what is below its targets and forgets the rest of their lines', () => {
    fc.assert(
      fc.property(goodDatabase, ({ revisions, current }) => {
        const g = buildGraph(revisions);
        expect(planStamp(g, [], current.length === 0 ? ['base'] : current).heads).toEqual(sortedByGraph(g, current));
        const all = planStamp(g, current, ['heads']);
        expect(all.heads).toEqual(g.effectiveHeads);
        expect(sorted(all.added.map(({ id }) => id))).toEqual(sorted(ids(planUpgrade(g, current, 'heads'))));
        expect(planStamp(g, current, ['base'])).toMatchObject({ heads: [], added: [] });
      }),
    );
  });
});

describe('the applied set', () => {
  it('has the heads that the plan said, and no holes', () => {
    fc.assert(
      fc.property(goodDatabase, ({ revisions, current }) => {
        const g = buildGraph(revisions);
        const rows = g.ancestors(current, everything).map((revision) => ({
          revision,
          parents: g.parents(revision),
          dependencies: g.dependencies(revision),
        }));
        expect(compareApplied(g, rows)).toEqual({
          heads: sortedByGraph(g, current),
          unknown: [],
          insertedBelow: [],
          relinked: [],
        });
      }),
    );
  });
});

/** The heads after undoing one head, by the plainest reading of the rule. */
function undo(g: RevisionGraph, heads: readonly string[], id: string): string[] {
  const applied = new Set(g.ancestors(heads, everything));
  expect(heads).toContain(id);
  applied.delete(id);
  return [...applied].filter((one) => !g.dependents(one).some((child) => applied.has(child)));
}

function sortedByGraph(g: RevisionGraph, list: readonly string[]): string[] {
  return g.revisions.map(({ id }) => id).filter((id) => list.includes(id));
}
