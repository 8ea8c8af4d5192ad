import type { PlacedStatement } from '../ownership/placed-statement.ts';
import type { RevisionFootprints } from './race.ts';

/** A revision being applied, or being reverted. */
export interface Step {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly statements: readonly PlacedStatement[];
  /** The numbers of the steps directly before it in its list. */
  readonly down: readonly number[];
}

/**
 * All upgrades of a history, and after them all downgrades, the latest first. A revision is reverted after it was
 * applied, and after everything above it was reverted. Everything else may happen in any order: a user may revert one
 * of two unordered revisions while the other one is applied, before it is applied, or after it was reverted.
 */
export function stepsOf(history: readonly RevisionFootprints[]): readonly Step[] {
  const last = 2 * history.length - 1;
  const above: number[][] = history.map(() => []);
  history.forEach(({ down }, number) => {
    for (const below of down) above[below]?.push(number);
  });
  const upgrades = history.map(
    ({ revision, slice, file, upgrade, down }): Step => ({
      revision,
      slice,
      file,
      direction: 'upgrade',
      statements: upgrade,
      down,
    }),
  );
  const downgrades = history.map(({ revision, slice, file, downgrade = [] }, number): Step => {
    const reverted = (above[number] ?? []).map((each) => last - each);
    return { revision, slice, file, direction: 'downgrade', statements: downgrade, down: [...reverted, number] };
  });
  return [...upgrades, ...downgrades.reverse()];
}
