import type { Does } from '../footprint/access.ts';
import type { Entry, Thing } from './entry.ts';
import type { Race, RaceSide, RevisionFootprints } from './race.ts';

const DOES: Readonly<Record<Does, string>> = {
  make: 'makes',
  unmake: 'renames or drops',
  alter: 'changes',
  set: 'sets something of',
  require: 'requires something of the rows in',
  use: 'refers to',
  read: 'reads rows of',
  insert: 'inserts rows into',
  update: 'updates rows of',
  delete: 'deletes rows of',
};

/** A race in words, and which of the two has to wait for the other. */
export function describeRace(
  { thing, one, other }: { readonly thing: Thing; readonly one: Entry; readonly other: Entry },
  history: readonly RevisionFootprints[],
): Race {
  const [earlier, later] = inOrder(one, other);
  return {
    later: sideOf(later, history),
    earlier: sideOf(earlier, history),
    thing: nameOf(thing, one.part ?? other.part),
  };
}

/**
 * What is used must be there first, and stay as it is until all that use it have been built; else the one that is newer
 * waits.
 */
function inOrder(one: Entry, other: Entry): readonly [earlier: Entry, later: Entry] {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    if (first.access.does === 'make' && second.access.does !== 'make') return [first, second];
    if (second.access.does === 'unmake' && first.access.does !== 'unmake') return [first, second];
  }
  return one.revision < other.revision ? [one, other] : [other, one];
}

function sideOf({ revision, statement, access }: Entry, history: readonly RevisionFootprints[]): RaceSide {
  const { revision: id = '', slice = '', file = '' } = history[revision] ?? {};
  return { revision: id, slice, file, line: statement.line, does: DOES[access.does] };
}

function nameOf({ name, space }: Thing, part: string | undefined): string {
  const whole = space === 'relation' || space === 'routine' ? name : `${space} ${name}`;
  if (part === undefined) return whole;
  const kind = part.slice(0, part.indexOf(' '));
  const word = part.slice(part.indexOf(' ') + 1);
  if (kind === 'column') return word === '*' ? `the columns of ${whole}` : `column ${name}.${word}`;
  return kind === 'key' || kind === 'primary' ? `the key of ${whole}` : `${kind} ${word} of ${whole}`;
}
