import type { Effect } from '../effects/effect.ts';
import { type ObjectRef, refPath } from '../object-ref.ts';
import { followEffect } from './follow-effect.ts';
import { type IsBelow, Ledger } from './ledger.ts';
import type { BrokenOwnership, PlacedStatement, RevisionEffects } from './placed-statement.ts';
import { type Resolved, SectionScope } from './section-scope.ts';
import { isGlobal } from './thing.ts';
import type { ThingKey } from './thing-key.ts';

/** What the rule needs to know about the history. */
export interface OwnershipFacts {
  readonly isBelow: IsBelow;
  /**
   * The slices whose snapshots declare a thing, as a revision sees them; only asked about things that no known revision
   * created, and that the revision's own slice did not create.
   */
  declaredBy(ref: ObjectRef, revision: string): ReadonlySet<string>;
  /** Other slices whose things a revision may change: those that it merges, and those that its header names. */
  mayAlter(revision: string): ReadonlySet<string>;
}

/**
 * The statements that change, drop or write to what another slice owns. A thing belongs to the slice whose revision
 * created it, and to the slice whose snapshot declares it; a part of a table belongs to the table's owner. In
 * `history`, each revision follows those below it. What cannot be known (dynamic SQL, a search path from elsewhere) is
 * ignored: a missed fault is better than a false alarm. `only`: the revisions to judge.
 */
export function findBrokenOwnership(
  history: Iterable<RevisionEffects>,
  facts: OwnershipFacts,
  only: (revision: RevisionEffects) => boolean = () => true,
): readonly BrokenOwnership[] {
  const ledger = new Ledger(facts.isBelow);
  const broken: BrokenOwnership[] = [];
  for (const revision of history) {
    const isJudged = only(revision);
    for (const direction of ['upgrade', 'downgrade'] as const) {
      if (direction === 'downgrade' && !isJudged) continue;
      const scope = new SectionScope(ledger, revision.revision);
      for (const statement of revision[direction]) {
        const owners = isJudged ? foreignOwners(statement, scope, revision, facts) : [];
        broken.push(...owners.map((found) => describe(found, statement, revision)));
        for (const effect of statement.effects) {
          followEffect(scope, effect, revision.slice, (thing) => {
            if (direction === 'upgrade') thing.droppedBy.add(revision.revision);
          });
        }
        if (statement.searchPath !== undefined) scope.setPath(statement.searchPath);
      }
      // The downgrade starts from the result of the upgrade; its own effects matter to no later statement.
      if (direction === 'upgrade') scope.commit();
    }
  }
  return broken;
}

interface Foreign {
  readonly effect: Effect;
  readonly ref: ObjectRef;
  readonly owner: string;
}

/** One finding for each thing that a statement touches, not for each of its commands. */
function foreignOwners(
  { effects }: PlacedStatement,
  scope: SectionScope,
  revision: RevisionEffects,
  facts: OwnershipFacts,
): readonly Foreign[] {
  const found = new Map<ThingKey, Foreign>();
  for (const effect of effects) {
    if (effect.implied === true) continue;
    const resolved = effect.action === 'create' ? replaced(effect, scope) : scope.resolve(effect.object);
    if (resolved === undefined || found.has(resolved.key)) continue;
    const owner = foreignOwner(resolved, scope, revision, facts);
    if (owner !== undefined) found.set(resolved.key, { effect, ref: resolved.ref, owner });
  }
  return [...found.values()];
}

/** The thing that CREATE OR REPLACE replaces; any other CREATE touches no existing thing. */
function replaced(effect: Effect, scope: SectionScope): Resolved | undefined {
  const place = effect.replaces === true ? scope.place(effect.object) : undefined;
  return place?.thing === undefined ? undefined : place;
}

function foreignOwner(
  { ref, thing }: Resolved,
  scope: SectionScope,
  { revision, slice }: RevisionEffects,
  facts: OwnershipFacts,
): string | undefined {
  const maker = thing === undefined ? undefined : scope.ownerOf(thing);
  if (maker === slice || (thing !== undefined && maker === undefined) || isTemporary(ref)) return undefined;
  const declaring = facts.declaredBy(ref, revision);
  // A table that moved to another slice belongs to that one.
  if (declaring.has(slice)) return undefined;
  const [declarer, another] = [...declaring];
  const owner = another === undefined ? (declarer ?? maker) : maker;
  return owner === undefined || owner === slice || facts.mayAlter(revision).has(owner) ? undefined : owner;
}

function isTemporary(ref: ObjectRef): boolean {
  return ref.schema === 'pg_temp' && !isGlobal(ref);
}

const DOES = {
  create: 'replaces',
  change: 'changes',
  drop: 'drops',
  rename: 'renames',
  write: 'writes rows of',
} as const;

function describe(
  { effect, ref, owner }: Foreign,
  statement: PlacedStatement,
  revision: RevisionEffects,
): BrokenOwnership {
  const { revision: id, slice, file } = revision;
  const object = `${ref.space === 'relation' || ref.space === 'routine' ? '' : `${ref.space} `}${refPath(ref)}`;
  return {
    revision: id,
    slice,
    file,
    line: statement.line,
    statement: statement.sql,
    does: DOES[effect.action],
    object,
    owner,
  };
}
