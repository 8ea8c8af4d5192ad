import { MergeBranchFailsError } from '../../../errors/merge/branch-errors.ts';
import type { UnseededTable } from '../../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { TableShape } from '../../../ports/proof/table-shape.ts';
import { blamesRows } from '../../round-trip/section-run.ts';
import type { Subject } from '../../round-trip/subject.ts';
import { fingerprintRows } from '../../rows/row-fingerprints.ts';
import { RowsRefused } from '../../rows/rows-refused.ts';
import type { SeedStyle } from '../../rows/seed-style.ts';
import { seedRows } from '../../rows/seeding/seed-rows.ts';
import type { Slots } from '../../slots.ts';
import { failedInMerge } from '../failed-in-merge.ts';
import type { Branches } from './branches.ts';
import type { MergeProgress } from './merge-progress.ts';
import { type OrderOutcome, type RunState, runOrder } from './order-run.ts';
import { type Order, ordersOf } from './orders.ts';
import type { Trial } from './trials.ts';

export interface TrialRequest {
  readonly subject: Subject;
  readonly trial: Trial;
  readonly branches: Branches;
  readonly style: SeedStyle;
  /** At the common ancestors, without rows of ours; ours to change. */
  readonly at: ScratchDatabase;
  /** The merge, where its own statements end every order. */
  readonly merge?: string | undefined;
  readonly progress: MergeProgress;
  /** This many orders run at a time. */
  readonly slots: Slots;
}

/** What was done, and what it was done from. */
export interface TriedOrders {
  readonly tablesBefore: readonly TableShape[];
  readonly unseeded: readonly UnseededTable[];
  readonly before: RunState;
  /** In the order of the trial. */
  readonly outcomes: readonly { readonly order: Order; readonly outcome: OrderOutcome }[];
}

/**
 * Seeds the common ancestors and runs all orders from there, as many at a time as the tools allow. Throws `RowsRefused`
 * and `MergeBranchFailsError`.
 */
export async function tryOrders(request: TrialRequest, wayBack: boolean): Promise<TriedOrders> {
  const { subject, at, style, branches, trial, merge, progress, slots } = request;
  const { catalog, tables: tablesBefore } = await at.readSchema();
  const unseeded = await seedRows(at, tablesBefore, { style });
  const before: RunState = { catalog, rows: await fingerprintRows(at, tablesBefore) };
  const settled = await Promise.allSettled(
    ordersOf(subject.graph, trial, branches).map((order) =>
      slots.run(async () => {
        const shown = progress.order(order.name);
        const outcome = await runOrder({
          subject,
          database: at,
          legs: order.legs,
          merge,
          tablesBefore,
          wayBack,
          onRevision: shown.revision,
        });
        shown.done(outcome.kind === 'ran');
        return { order, outcome };
      }),
    ),
  );
  const outcomes = settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
  refuse(outcomes, style);
  return { tablesBefore, unseeded, before, outcomes };
}

function refuse(outcomes: TriedOrders['outcomes'], style: SeedStyle): void {
  for (const { outcome } of outcomes) {
    if (outcome.kind !== 'failed' || outcome.part === 'later') continue;
    // A branch by itself, or what a merge does, does not take such rows.
    if (blamesRows(outcome.error) && style !== 'none') throw new RowsRefused('upgrade', outcome.error);
    if (outcome.part === 'merge') continue;
    throw new MergeBranchFailsError(failedInMerge(outcome.error), { cause: outcome.error });
  }
}
