import { HistoryOrderFailedError, HistoryOrdersDifferError } from '../../errors/schema/history-errors.ts';
import { proveHistory } from '../../proof/history/prove-history.ts';
import type { ProofListener } from '../../proof/proof-event.ts';
import type { Subject } from '../../proof/round-trip/subject.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import type { BuiltBench } from '../shared/schema/built-state.ts';
import { snapshotDigest } from '../shared/schema/recorded-states.ts';
import { judgeSnapshots } from './judge-snapshots.ts';

/** All heads together, built from nothing in several orders that the graph allows. */
export interface ValidatedHistory {
  /** `not-tried`: a revision failed on its own already. */
  readonly verdict: 'proven' | 'failed' | 'not-tried';
  readonly cached: boolean;
  /**
   * `plan`, `slices early`, `slices late`, `shuffled 7` …; orders that are the same are tried once. Empty unless
   * proven.
   */
  readonly orders: readonly string[];
  /** The seed of the random orders: `--seed` repeats them. */
  readonly seed: number;
  /** Whole milliseconds. */
  readonly durationMs: number;
  /** Set as well if the snapshots differ from what was built. */
  readonly problem: Finding | null;
  /** Why the snapshots were not compared with what was built; `null` when they were, or the history failed. */
  readonly snapshotsNotCompared: string | null;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly cache: boolean;
  readonly onEvent: ProofListener;
}

export async function validateHistory(
  bench: BuiltBench,
  subject: Subject,
  options: HistoryOptions,
): Promise<ValidatedHistory> {
  const { seed, cache, onEvent } = options;
  const onOrder = (order: string, n: number, of: number): void => onEvent({ type: 'order-proven', order, n, of });
  try {
    const { proof, cached, catalog } = await proveHistory(subject, { seed, cache, onOrder });
    const { orders, durationMs } = proof;
    const proven = { cached, orders, seed: proof.seed, durationMs };
    const digest = snapshotDigest(bench);
    if (cached && digest === proof.snapshots) {
      return { ...proven, verdict: 'proven', problem: null, snapshotsNotCompared: null };
    }
    const { problem, notCompared } = await judgeSnapshots(bench, catalog);
    if (problem !== null) return { ...notTried(seed), verdict: 'failed', problem: findingOf(problem) };
    if (notCompared === null && digest !== undefined) {
      subject.tools.cache.writeHistory({ ...proof, snapshots: digest });
    }
    return { ...proven, verdict: 'proven', problem: null, snapshotsNotCompared: notCompared };
  } catch (error) {
    if (!(error instanceof HistoryOrderFailedError) && !(error instanceof HistoryOrdersDifferError)) throw error;
    return { ...notTried(seed), verdict: 'failed', problem: findingOf(error) };
  }
}

export function notTried(seed: number): ValidatedHistory {
  return {
    ...{ verdict: 'not-tried', cached: false, orders: [], seed, durationMs: 0, problem: null },
    snapshotsNotCompared: null,
  };
}
