import { collectThings } from './collect-things.ts';
import { describeRace } from './describe-race.ts';
import type { Entry, Thing } from './entry.ts';
import type { Races, RevisionFootprints, UnknownStatement } from './race.ts';
import { racesOfThing } from './races-of-thing.ts';
import { Reachability } from './reachability.ts';
import { unknownExtensions } from './unknown-extensions.ts';
import { unreadStatements } from './unread-statements.ts';

export interface RaceScope {
  /** Sets of revisions whose orders were proven to give the same: what a merge joins. */
  readonly proven?: readonly ReadonlySet<string>[];
  /** The pairs that matter; default: all. */
  readonly isWanted?: (one: string, other: string) => boolean;
}

/**
 * Pairs of revisions that nothing orders and whose order matters. `history`: what is below a revision comes before it.
 * The upgrades are compared; a downgrade is taken to undo its upgrade.
 */
export function findRaces(history: readonly RevisionFootprints[], scope: RaceScope = {}): Races {
  const { proven = [], isWanted = () => true } = scope;
  const reach = new Reachability(history.map(({ down }) => down));
  const things = collectThings(history);
  const idOf = (number: number): string => history[number]?.revision ?? '';
  const isUnordered = (one: number, other: number): boolean => !reach.isBelow(one, other) && !reach.isBelow(other, one);
  const found = new Map<string, { readonly thing: Thing; readonly one: Entry; readonly other: Entry }>();
  const tell = (thing: Thing, one: Entry, other: Entry): void => {
    const key = `${Math.min(one.revision, other.revision)} ${Math.max(one.revision, other.revision)}`;
    const [a, b] = [idOf(one.revision), idOf(other.revision)];
    if (found.has(key) || !isWanted(a, b) || proven.some((set) => set.has(a) && set.has(b))) return;
    found.set(key, { thing, one, other });
  };
  for (const thing of things.values()) racesOfThing(thing, reach, (one, other) => tell(thing, one, other));
  const unread = unreadStatements(history, things);
  for (const { entry, thing, statement, revision } of unread.touching) {
    const { object } = entry.access;
    if (isUnordered(entry.revision, revision))
      tell(thing, entry, { revision, statement, access: { does: 'use', object } });
  }
  const unknown = unread.statements.flatMap(({ revision, statement }): readonly UnknownStatement[] => {
    const isBeside = history.some(
      ({ revision: id }, other) => isUnordered(other, revision) && isWanted(id, idOf(revision)),
    );
    const { slice = '', file = '' } = history[revision] ?? {};
    return isBeside ? [{ revision: idOf(revision), slice, file, line: statement.line }] : [];
  });
  const extensions = unknownExtensions(history, things, reach).flatMap(({ revision, others, ...rest }) => {
    const isNear = others.some((other) => isWanted(idOf(other), idOf(revision)));
    const { slice = '', file = '' } = history[revision] ?? {};
    return isNear ? [{ revision: idOf(revision), slice, file, ...rest }] : [];
  });
  return { races: [...found.values()].map((race) => describeRace(race, history)), unknown, extensions };
}
