import { describeRace } from './describe-race.ts';
import { isHarmlessBack } from './harmless-back.ts';
import type { Races, RevisionFootprints, UnknownStatement } from './race.ts';
import { racesOfThing } from './races-of-thing.ts';
import { Reachability } from './reachability.ts';
import { stepsOf } from './step.ts';
import { collectThings } from './things/collect-things.ts';
import type { Entry, Thing } from './things/entry.ts';
import { relevantStatements } from './things/relevant-statements.ts';
import { unknownExtensions } from './unknown-extensions.ts';
import { unreadStatements } from './unread-statements.ts';

export interface RaceScope {
  /** Sets of revisions whose orders were proven to give the same result: the branches of a merge. */
  readonly proven?: readonly ReadonlySet<string>[];
  /** Only races of these revisions, with any others; default: all. */
  readonly isWanted?: (revision: string) => boolean;
}

/** Two conflicting entries of one thing. */
interface Found {
  readonly thing: Thing;
  readonly one: Entry;
  readonly other: Entry;
}

/**
 * Pairs of unordered revisions whose order matters: in which they are applied, in which they are reverted, or whether
 * one is reverted while the other is applied. In `history`, each revision follows those below it.
 */
export function findRaces(history: readonly RevisionFootprints[], scope: RaceScope = {}): Races {
  const { proven = [], isWanted } = scope;
  const steps = stepsOf(history);
  const down = steps.map((step) => step.down);
  const isRelevant = isWanted === undefined ? undefined : relevantStatements(steps, isWanted);
  const withRelevant =
    isRelevant === undefined ? undefined : steps.map((step) => step.statements.some((each) => isRelevant(step, each)));
  const reach = new Reachability(down, (step) => withRelevant?.[step] ?? true);
  // What cannot be read may run before or after anything, but few histories have it.
  let all: Reachability | undefined;
  const isBelow = (lower: number, upper: number): boolean => {
    all ??= isWanted === undefined ? reach : new Reachability(down);
    return all.isBelow(lower, upper);
  };
  const isPairWanted = (one: string, other: string): boolean =>
    isWanted === undefined || isWanted(one) || isWanted(other);
  const things = collectThings(steps, reach, isRelevant ?? (() => true));
  const idOf = (step: number): string => steps[step]?.revision ?? '';
  const isUnordered = (one: number, other: number): boolean => !isBelow(one, other) && !isBelow(other, one);
  const isBack = ({ step }: Entry): boolean => step >= history.length;
  const found = new Map<string, Found>();
  const tell = (thing: Thing, one: Entry, other: Entry): void => {
    const [a, b] = [idOf(one.step), idOf(other.step)];
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = found.get(key);
    // The upgrade describes a pair better than the downgrade.
    if (known !== undefined && (isBack(one) || isBack(other) || !(isBack(known.one) || isBack(known.other)))) return;
    if (!isPairWanted(a, b) || proven.some((set) => set.has(a) && set.has(b))) return;
    found.set(key, { thing, one, other });
  };
  for (const thing of things.values()) {
    racesOfThing(thing, reach, (one, other) => {
      if (!isHarmlessBack(thing, one, other, isBack)) tell(thing, one, other);
    });
  }
  const unread = unreadStatements(steps, things);
  for (const { entry, thing, statement, step } of unread.touching) {
    const { object } = entry.access;
    if (isUnordered(entry.step, step)) tell(thing, entry, { step, statement, access: { does: 'use', object } });
  }
  const isNear = (step: number, others: readonly number[]): boolean =>
    others.some((other) => isPairWanted(idOf(other), idOf(step)));
  const unknown = unread.statements.flatMap(({ step, statement }): readonly UnknownStatement[] => {
    const others = steps.flatMap((_, other) => (isUnordered(other, step) ? [other] : []));
    const { revision = '', slice = '', file = '' } = steps[step] ?? {};
    return isNear(step, others) ? [{ revision, slice, file, line: statement.line }] : [];
  });
  const extensions = unknownExtensions(history.length, things, isBelow).flatMap(({ step, others, ...rest }) => {
    const { revision = '', slice = '', file = '' } = steps[step] ?? {};
    return isNear(step, others) ? [{ revision, slice, file, ...rest }] : [];
  });
  return { races: [...found.values()].map((race) => describeRace(race, steps)), unknown, extensions };
}
