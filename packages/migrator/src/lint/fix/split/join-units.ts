import type { Things } from '../chain/things.ts';
import type { Unit } from './unit.ts';

/**
 * The units so far, where the next one joins earlier ones that run in the same way, each statement by itself: the unit
 * that creates the constraint, and others about constraints after it. `undefined` if something else is between them,
 * which may have to share a transaction with the first.
 */
export function joinUnits(units: readonly Unit[], next: Things): readonly Unit[] | undefined {
  for (let at = units.length - 1; at >= 0; at -= 1) {
    const exact = [...(units[at]?.things?.exact ?? [])];
    if (exact.length === 0 || !exact.every((each) => each.startsWith('constraint '))) return undefined;
    if (!exact.some((each) => next.exact.has(each))) continue;
    return units.map((unit, index) => (index < at || unit.runs !== 'together' ? unit : { ...unit, runs: 'alone' }));
  }
  return undefined;
}
