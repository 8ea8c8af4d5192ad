import { MergeBranchFailsError } from '../../errors/merge/branch-errors.ts';
import type { UnseededTable } from '../../ports/proof/proof.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { catalogHash } from '../catalog-hash.ts';
import { isRevisionFault } from '../round-trip/revision-fault.ts';
import type { Subject } from '../round-trip/subject.ts';
import { withState } from '../round-trip/with-state.ts';
import { RowsRefused } from '../rows/rows-refused.ts';
import type { SeedStyle } from '../rows/seed-style.ts';
import { Slots } from '../slots.ts';
import { failedInMerge } from './failed-in-merge.ts';
import { branchesOf } from './orders/branches.ts';
import { type MergeListener, MergeProgress } from './orders/merge-progress.ts';
import { ordersOf } from './orders/orders.ts';
import { runTrial } from './orders/run-trial.ts';
import { type Trial, trialsOf, wholeTrial } from './orders/trials.ts';
import type { TrialRequest } from './orders/try-orders.ts';
import { filesHash } from './proof-line/files-hash.ts';
import type { ProofLine } from './proof-line/proof-line.ts';
import { statementsHash } from './proof-line/statements-hash.ts';

/** That branches commute, as it was shown. */
export interface MergeProof {
  /** For the header of the merge. */
  readonly line: ProofLine;
  /** How many orders were run. */
  readonly orders: number;
  /** Columns whose values differ from run to run (`now()`), so that nothing is proven of them. */
  readonly volatile: readonly string[];
  /** Tables without rows in the proof, and why. */
  readonly unseeded: readonly UnseededTable[];
  /** Whether reverting the branches was part of it; not if a marker says that it is irreversible. */
  readonly wayBack: boolean;
  readonly durationMs: number;
  /** What every order made. */
  readonly catalog: Catalog;
}

export interface ProveMergeOptions {
  /** The merge, a revision of the subject, where it has statements of its own: every order ends with them. */
  readonly merge?: string | undefined;
  /** The order that a person chose, for the proof line. */
  readonly order?: readonly string[] | undefined;
  readonly onEvent?: MergeListener | undefined;
  /** To continue the numbering where other orders ran before; instead of `onEvent`. */
  readonly progress?: MergeProgress | undefined;
}

/**
 * Proves that the branches below the heads commute: from their common ancestors, on scratch databases with the same
 * rows, every order of `trialsOf` and the one of plans must run, end in the same catalog and rows, and lead back to
 * what was there before. With a merge that has statements, those must make it so in every order of all the heads.
 *
 * Rows are the most varied ones that each branch takes by itself. Throws a `MergeDoesNotCommuteError` or
 * `MergeBranchFailsError`; other errors mean that nothing could be proven.
 */
export async function proveMerge(
  subject: Subject,
  heads: readonly string[],
  options: ProveMergeOptions = {},
): Promise<MergeProof> {
  const { merge, order, onEvent = () => undefined } = options;
  const { graph, tools } = subject;
  const began = tools.ambient.now().getTime();
  const progress = options.progress ?? new MergeProgress(onEvent, () => tools.ambient.now());
  const trials = merge === undefined ? trialsOf(heads) : [wholeTrial(order ?? heads)];
  for (const trial of options.progress === undefined ? trials : [])
    progress.expect(ordersOf(graph, trial, branchesOf(graph, trial.heads)).length);
  const slots = new Slots(tools.parallel);
  const results = await inSlots(trials, tools.parallel, (trial) =>
    onRows({ subject, trial, merge, progress, slots }, runTrial),
  ).finally(() => progress.end());
  const whole = branchesOf(graph, heads);
  const last = results.at(-1);
  if (last === undefined) throw new RangeError('a merge needs two heads');
  const statements = merge === undefined ? undefined : statementsHash(subject.file(merge));
  return {
    line: {
      heads,
      ancestors: whole.ancestors,
      files: filesHash(whole.above, (id) => subject.checksum(id)),
      catalog: catalogHash(last.catalog),
      braid: tools.toolVersion,
      postgres: await tools.server.version(),
      ...(order === undefined ? {} : { order }),
      ...(statements === undefined ? {} : { statements }),
    },
    orders: results.reduce((sum, { orders }) => sum + orders, 0),
    volatile: [...new Set(results.flatMap(({ volatile }) => volatile))],
    unseeded: [...new Map(results.flatMap(({ unseeded }) => unseeded.map((each) => [each.table, each]))).values()],
    wayBack: results.every(({ wayBack }) => wayBack),
    durationMs: tools.ambient.now().getTime() - began,
    catalog: last.catalog,
  };
}

/**
 * Trials seed and look before they run their orders, on one core: so several of them are running. None begins after
 * one has failed; of those that fail, the first of the list counts, so that the same branches give the same answer.
 */
async function inSlots<T, R>(items: readonly T[], count: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const slots = new Slots(count);
  let failed = false;
  const settled = await Promise.allSettled(
    items.map((item) =>
      slots.run(async () => {
        if (failed) return undefined;
        try {
          return await work(item);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
  const fault = settled.find((each) => each.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
  return settled.flatMap((each) => (each.status === 'fulfilled' && each.value !== undefined ? [each.value] : []));
}

const styles: readonly SeedStyle[] = ['varied', 'plain', 'none'];

/** A trial without what `onRows` finds for it. */
export interface PlannedTrial extends Pick<TrialRequest, 'subject' | 'merge' | 'progress' | 'slots'> {
  readonly trial: Trial;
}

/** Runs a trial from its common ancestors, with the most varied rows that the branches take by themselves. */
export async function onRows<T>(planned: PlannedTrial, run: (request: TrialRequest) => Promise<T>): Promise<T> {
  const { subject, trial } = planned;
  const keys = subject.keys();
  const branches = branchesOf(subject.graph, trial.heads);
  for (const style of styles) {
    try {
      return await withState(subject, keys, branches.ancestors, (at) => run({ ...planned, branches, style, at }));
    } catch (error) {
      if (error instanceof RowsRefused) continue;
      if (isRevisionFault(error)) throw new MergeBranchFailsError(failedInMerge(error), { cause: error });
      throw error;
    }
  }
  throw new RangeError('without rows nothing is refused for their sake');
}
