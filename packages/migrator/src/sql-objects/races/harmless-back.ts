import type { Does } from '../footprint/access.ts';
import type { Entry, Thing } from './things/entry.ts';

/** A change of type, and of the values for it. */
const REWRITES: ReadonlySet<Does> = new Set(['alter', 'read']);

/**
 * Whether a downgrade and another statement are compatible although they reach the same thing: the downgrade recreates
 * it, or restores a column's type, and the other one only uses rows, which stay.
 */
export function isHarmlessBack(thing: Thing, one: Entry, other: Entry, isBack: (entry: Entry) => boolean): boolean {
  const entriesOf = (part: string | undefined): readonly Entry[] =>
    part === undefined ? thing.whole : (thing.parts.get(part) ?? []);
  const alsoDoes = ({ step, part }: Entry, does: Does): boolean =>
    entriesOf(part).some((each) => each.step === step && each.access.does === does);
  const isAnew = (entry: Entry): boolean =>
    entry.access.does === 'unmake'
      ? alsoDoes(entry, 'make')
      : REWRITES.has(entry.access.does) && alsoDoes(entry, 'alter');
  return [
    [one, other],
    [other, one],
  ].some(
    ([back, rows]) => back !== undefined && rows !== undefined && isBack(back) && isAnew(back) && isRowsOnly(rows),
  );
}

/** A statement that reads or writes rows, and leaves no definition that refers to anything. */
function isRowsOnly({ statement: { effects, words } }: Entry): boolean {
  return words === undefined && effects.every(({ action }) => action === 'write');
}
