import { MergeBranchFailsError } from '../../errors/merge-errors.ts';
import type { UnseededTable } from '../../ports.ts';
import { catalogHash } from '../catalog-hash.ts';
import { ContentKeys } from '../content-keys.ts';
import { isRevisionFault, saidBy } from '../section-run.ts';
import type { SeedStyle } from '../seed-style.ts';
import type { Subject } from '../subject.ts';
import { withState } from '../with-state.ts';
import { branchesOf } from './branches.ts';
import { filesHash } from './files-hash.ts';
import type { ProofLine } from './proof-line.ts';
import { RowsRefuseBranch, runTrial, type TrialResult } from './run-trial.ts';
import { trialsOf } from './trials.ts';

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
  /** Whether taking the branches back was part of it; not where a marker says that there is no way back. */
  readonly wayBack: boolean;
  readonly durationMs: number;
}

const styles: readonly SeedStyle[] = ['varied', 'plain', 'none'];

/**
 * Proves that the branches below the heads commute: from their common ancestors, on scratch databases with the same rows, every order of
 * `trialsOf` and the one of plans must run, end in the same catalog and rows, and lead back to what was there before.
 *
 * Rows are the most varied ones that each branch takes by itself. Throws a `MergeDoesNotCommuteError` or `MergeBranchFailsError`; other errors mean that
 * nothing could be proven.
 */
export async function proveMerge(subject: Subject, heads: readonly string[]): Promise<MergeProof> {
  const { graph, tools } = subject;
  const began = tools.ambient.now().getTime();
  const keys = new ContentKeys(graph, (id) => subject.checksum(id), tools.toolVersion);
  const results: TrialResult[] = [];
  for (const trial of trialsOf(heads)) {
    const branches = branchesOf(graph, trial.heads);
    for (const style of styles) {
      try {
        results.push(
          await withState(subject, keys, branches.ancestors, (at) => runTrial({ subject, trial, branches, style, at })),
        );
        break;
      } catch (error) {
        if (error instanceof RowsRefuseBranch) continue;
        if (isRevisionFault(error)) throw new MergeBranchFailsError(saidBy(error), error.facts, error);
        throw error;
      }
    }
  }
  const whole = branchesOf(graph, heads);
  const last = results.at(-1);
  if (last === undefined) throw new RangeError('a merge needs two heads');
  return {
    line: {
      heads,
      ancestors: whole.ancestors,
      files: filesHash(whole.above, (id) => subject.checksum(id)),
      catalog: catalogHash(last.catalog),
      braid: tools.toolVersion,
      postgres: await tools.server.version(),
    },
    orders: results.reduce((sum, { orders }) => sum + orders, 0),
    volatile: [...new Set(results.flatMap(({ volatile }) => volatile))],
    unseeded: [...new Map(results.flatMap(({ unseeded }) => unseeded.map((each) => [each.table, each]))).values()],
    wayBack: results.every(({ wayBack }) => wayBack),
    durationMs: tools.ambient.now().getTime() - began,
  };
}
