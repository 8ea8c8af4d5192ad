import type { RunsAs } from '../chain/fix-chain.ts';
import type { Unit } from './unit.ts';

/** Units that become one revision. */
export interface Group {
  readonly runs: RunsAs;
  readonly units: readonly Unit[];
}

/**
 * Units that follow each other and run in the same way share a revision, except batches and units that must be alone.
 */
export function groupUnits(units: readonly Unit[]): readonly Group[] {
  const groups: { runs: RunsAs; units: Unit[] }[] = [];
  let isOpen = false;
  for (const unit of units) {
    const last = groups.at(-1);
    const isAlone = unit.isApart || typeof unit.runs !== 'string';
    if (isOpen && !isAlone && last?.runs === unit.runs) last.units.push(unit);
    else groups.push({ runs: unit.runs, units: [unit] });
    isOpen = !isAlone;
  }
  return groups;
}
