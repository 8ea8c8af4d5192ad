import { areAtOdds, isAtOddsWithParts } from './at-odds.ts';
import { ChainedEntries } from './chained-entries.ts';
import type { Reachability } from './reachability.ts';
import type { Entry, Thing } from './things/entry.ts';

const EVERY_COLUMN = 'column *';

/** Reports every pair of unordered accesses to a thing whose order matters; a pair may be reported twice. */
export function racesOfThing(thing: Thing, reach: Reachability, tell: (one: Entry, other: Entry) => void): void {
  const hasThing = knowers(thing.whole, reach);
  pair(thing.whole.filter(isLoud), thing.whole, reach, (one, other) => {
    if (areAtOdds(one.access, other.access, true) && !isSettled(one, other, hasThing)) tell(one, other);
  });
  const names = thing.whole.filter(({ access }) => ['make', 'unmake', 'delete'].includes(access.does));
  pair(names, names.length === 0 ? [] : [...thing.parts.values()].flat(), reach, (one, other) => {
    if (isAtOddsWithParts(one.access, other.access) && !isSettled(one, other, hasThing)) tell(one, other);
  });
  const every = thing.parts.get(EVERY_COLUMN) ?? [];
  for (const [part, entries] of thing.parts) {
    const hasPart = knowers(entries, reach);
    const isColumn = part.startsWith('column ') && part !== EVERY_COLUMN;
    pair(entries.filter(isLoud), isColumn ? [...entries, ...every] : entries, reach, (one, other) => {
      if (areAtOdds(one.access, other.access, false) && !isSettled(one, other, hasPart)) tell(one, other);
    });
  }
}

/** Whether an access does more than read, refer or release; two that do not never conflict. */
function isLoud({ access }: Entry): boolean {
  return access.does !== 'use' && access.does !== 'read' && access.does !== 'release';
}

function pair(
  loud: readonly Entry[],
  all: readonly Entry[],
  reach: Reachability,
  judge: (one: Entry, other: Entry) => void,
): void {
  if (loud.length === 0 || all.length < 2 - (loud === all ? 0 : 1)) return;
  const chained = new ChainedEntries(all, reach);
  for (const one of loud) for (const other of chained.unorderedWith(one.step)) judge(one, other);
}

/** Tells whether a step gets a name from below, or creates it itself. */
function knowers(entries: readonly Entry[], reach: Reachability): (step: number) => boolean {
  const makers = entries.filter(({ access }) => access.does === 'make');
  return (step) => makers.some((maker) => reach.isBelow(maker.step, step));
}

/** A name that one step creates is irrelevant for a step that already has it. */
function isSettled(one: Entry, other: Entry, isKnown: (step: number) => boolean): boolean {
  const isName = ({ access }: Entry): boolean => access.does === 'make' || access.does === 'unmake';
  if (one.access.does === 'make' && !isName(other)) return isKnown(other.step);
  return other.access.does === 'make' && !isName(one) && isKnown(one.step);
}
