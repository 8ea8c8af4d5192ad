import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigratorError } from '../../src/errors/migrator-error.ts';
import { buildGraph } from '../../src/graph/build/build-graph.ts';
import { inspectGraph } from '../../src/graph/build/inspect-graph.ts';
import { history } from '../../src/graph/order/history.ts';
import { iterate } from '../../src/graph/order/iterate.ts';
import { lineage } from '../../src/graph/order/lineage.ts';
import { placeMerge, placeRevision } from '../../src/graph/slices/placement.ts';
import { currentHead, resolve, resolveAll } from '../../src/graph/symbols/resolve.ts';
import { assertPlannable, compareApplied } from '../../src/plan/applied-state.ts';
import { allCurrent, checkHeads, upToDate } from '../../src/plan/current.ts';
import { planDowngrade } from '../../src/plan/plan-downgrade.ts';
import { planDowngradeRange, planUpgradeRange } from '../../src/plan/plan-range.ts';
import { planStamp } from '../../src/plan/plan-stamp.ts';
import { planUpgrade } from '../../src/plan/plan-upgrade.ts';
import type { Revision } from '../../src/revision/revision.ts';
import { anyRevisions, goodRevisions, symbolsOf } from './arbitrary-graph.ts';

/** Runs an action; anything but an answer or a typed error with code and hint fails the test. */
function attempt(action: () => unknown): MigratorError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    expect(error.code).toMatch(/^[a-z-]+$/);
    expect(error.hint, error.message).toBeTruthy();
    expect(() => JSON.stringify(error)).not.toThrow();
    return error;
  }
}

const SLICES = ['auth', 'billing', 'common'];

function everyOperation(
  revisions: readonly Revision[],
  a: string,
  b: string,
  rows: readonly string[],
  flag: boolean,
): void {
  const g = buildGraph(revisions);
  const options = { dependencies: flag };
  const operations: (() => unknown)[] = [
    () => resolve(g, a),
    () => resolveAll(g, [a, b]),
    () => currentHead(g, a),
    () => lineage(g, rows, a, options),
    () => history(g, { base: a, head: b }),
    () => history(g, { base: rows, head: b }),
    () => iterate(g, { upper: a, lower: b, inclusive: flag, implicitBase: !flag }),
    () => iterate(g, { upper: a, lower: b, inclusive: flag, forDowngrade: true }),
    () => planUpgrade(g, rows, a),
    () => planUpgrade(g, rows, [a, b]),
    () => planDowngrade(g, rows, a),
    () => planUpgradeRange(g, `${a}:${b}`),
    () => planDowngradeRange(g, `${a}:${b}`),
    () => planStamp(g, rows, [a, b], { purge: flag }),
    () => allCurrent(g, rows),
    () => checkHeads(g, rows),
    () => upToDate(g, rows),
    () => placeRevision(g, SLICES, { heads: [a], splice: flag, dependsOn: [b] }),
    () => placeMerge(g, SLICES, [a, b]),
    () =>
      assertPlannable(
        g,
        compareApplied(
          g,
          rows.map((revision) => ({ revision, parents: [a], dependencies: [b] })),
        ),
      ),
    () => g.require(a),
    () => g.labels(b),
  ];
  for (const operation of operations) attempt(operation);
}

describe('nothing but typed errors', () => {
  it('comes out of any operation on any symbols', () => {
    const input = goodRevisions.chain((revisions) => {
      const symbol = symbolsOf(revisions);
      return fc.tuple(fc.constant(revisions), symbol, symbol, fc.array(symbol, { maxLength: 3 }), fc.boolean());
    });
    fc.assert(
      fc.property(input, (parts) => everyOperation(...parts)),
      { numRuns: 400 },
    );
  });

  it('comes out of any set of files, and inspectGraph finds what buildGraph refuses', () => {
    fc.assert(
      fc.property(anyRevisions, (revisions) => {
        const refused = attempt(() => buildGraph(revisions));
        const faults = inspectGraph(revisions).map((fault) => fault.code);
        if (refused === undefined) expect(faults).toEqual([]);
        else expect(faults).toContain(refused.code);
      }),
      { numRuns: 1_000 },
    );
  });
});
