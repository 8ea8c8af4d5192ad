import { HistoryOrderFailedError, HistoryOrdersDifferError } from '../../errors/schema/history-errors.ts';
import { proveHistory } from '../../proof/history/prove-history.ts';
import type { ProofListener } from '../../proof/proof-event.ts';
import type { Subject } from '../../proof/round-trip/subject.ts';
import { type Finding, findingOf } from '../shared/finding.ts';

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
  /** Where the orders by chance begin: `--seed` repeats them. */
  readonly seed: number;
  /** Whole milliseconds. */
  readonly durationMs: number;
  readonly problem: Finding | null;
}

export interface HistoryOptions {
  readonly seed: number;
  readonly cache: boolean;
  readonly onEvent: ProofListener;
}

export async function validateHistory(subject: Subject, options: HistoryOptions): Promise<ValidatedHistory> {
  const { seed, cache, onEvent } = options;
  const onOrder = (order: string, n: number, of: number): void => onEvent({ type: 'order-proven', order, n, of });
  try {
    const { proof, cached } = await proveHistory(subject, { seed, cache, onOrder });
    const { orders, durationMs } = proof;
    return { verdict: 'proven', cached, orders, seed: proof.seed, durationMs, problem: null };
  } catch (error) {
    if (!(error instanceof HistoryOrderFailedError) && !(error instanceof HistoryOrdersDifferError)) throw error;
    return { ...notTried(seed), verdict: 'failed', problem: findingOf(error) };
  }
}

export function notTried(seed: number): ValidatedHistory {
  return { verdict: 'not-tried', cached: false, orders: [], seed, durationMs: 0, problem: null };
}
