import { type LockMode, whoWaits } from '../sql/statement/lock-mode.ts';
import type { ObservedStep } from './observed-step.ts';
import type { Projection } from './project-step.ts';

/** A lock for which others wait, held for longer than they should. */
export interface LongLock {
  readonly revision: string;
  readonly relation: string;
  readonly mode: LockMode;
  /** Who waits for it. */
  readonly stops: 'all' | 'writes';
  readonly heldMs: number;
  /** Not on the copy, but possibly with all rows. */
  readonly projectedMs: number | null;
}

/** Locks that stop readers or writers for longer than `limitMs`, or may do so with all rows. */
export function longLocks(step: ObservedStep, projection: Projection | null, limitMs: number): readonly LongLock[] {
  return step.locks.flatMap(({ relation, mode, heldMs }, at) => {
    const stops = whoWaits(mode);
    const high = projection?.heldMs[at]?.high ?? heldMs;
    if (stops === undefined || high <= limitMs) return [];
    return [{ revision: step.revision, relation, mode, stops, heldMs, projectedMs: high > heldMs ? high : null }];
  });
}
