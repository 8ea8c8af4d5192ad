import type { Does } from '../footprint/access.ts';
import { PARTITIONS, PARTITIONS_CHANGE } from '../footprint/partition-footprint.ts';
import type { Race, RaceSide } from './race.ts';
import type { Step } from './step.ts';
import type { Entry, Thing } from './things/entry.ts';

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
  release: 'drops what refers to',
};

/** A race in words, and which of the two must wait. */
export function describeRace(
  { thing, one, other }: { readonly thing: Thing; readonly one: Entry; readonly other: Entry },
  steps: readonly Step[],
): Race {
  const [earlier, later] = inOrder(one, other, steps);
  return {
    later: sideOf(later, steps),
    earlier: sideOf(earlier, steps),
    thing: nameOf(thing, one.part ?? other.part),
  };
}

/**
 * What is used must exist first, and stay the same until everything that uses it has been built, or has released it;
 * otherwise the newer one waits. If the downgrade of one must come first, that one is put on top, because what is on
 * top is reverted first.
 */
function inOrder(one: Entry, other: Entry, steps: readonly Step[]): readonly [earlier: Entry, later: Entry] {
  const isBack = ({ step }: Entry): boolean => steps[step]?.direction === 'downgrade';
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const isFirst =
      (first.access.does === 'make' && second.access.does !== 'make') ||
      (second.access.does === 'unmake' && first.access.does !== 'unmake') ||
      first.access.does === 'release';
    if (isFirst) return isBack(second) ? [second, first] : [first, second];
  }
  // The downgrades of the newest come first.
  const ageOf = ({ step }: Entry): number => Math.min(step, steps.length - 1 - step);
  return ageOf(one) < ageOf(other) ? [one, other] : [other, one];
}

function sideOf({ step, statement, access }: Entry, steps: readonly Step[]): RaceSide {
  const { revision = '', slice = '', file = '', direction = 'upgrade' } = steps[step] ?? {};
  return { revision, slice, file, line: statement.line, direction, does: doneBy(access) };
}

function doneBy({ does, property }: Entry['access']): string {
  return does === 'set' && property === PARTITIONS_CHANGE ? 'changes the partitions of' : DOES[does];
}

function nameOf({ name, space }: Thing, part: string | undefined): string {
  const whole = space === 'relation' || space === 'routine' ? name : `${space} ${name}`;
  if (part === undefined) return whole;
  const kind = part.slice(0, part.indexOf(' '));
  const word = part.slice(part.indexOf(' ') + 1);
  if (part === PARTITIONS) return `a partition of ${whole}`;
  if (kind === 'column') return word === '*' ? `the columns of ${whole}` : `column ${name}.${word}`;
  return kind === 'key' || kind === 'primary' ? `the key of ${whole}` : `${kind} ${word} of ${whole}`;
}
