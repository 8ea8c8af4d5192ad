import type { Things } from '../chain/things.ts';
import type { Unit } from './unit.ts';

/**
 * The units so far, with those that a next one joins running as it does, each statement by itself. That is the one
 * that makes the constraint, and others of constraints behind it. `undefined` where something else is between them,
 * which may have to be in one transaction with the first.
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
