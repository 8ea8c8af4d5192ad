import type { Effect } from '../effects/effect.ts';
import { type ObjectRef, refPath } from '../object-ref.ts';
import { followEffect } from './follow-effect.ts';
import { type IsBelow, Ledger } from './ledger.ts';
import type { BrokenOwnership, PlacedStatement, RevisionEffects } from './placed-statement.ts';
import { type Resolved, SectionScope } from './section-scope.ts';
import { isGlobal } from './thing.ts';
import type { ThingKey } from './thing-key.ts';

/** What the rule must know of the history. */
export interface OwnershipFacts {
  readonly isBelow: IsBelow;
  /**
   * The slices whose snapshots declare a thing, as a revision sees them; asked only about what no revision is known to
   * have made, and about what the revision's own slice has not made.
   */
  declaredBy(ref: ObjectRef, revision: string): ReadonlySet<string>;
  /**
   * The slices whose things a revision may change besides its own: those that it merges, and those that its header
   * names.
   */
  mayAlter(revision: string): ReadonlySet<string>;
}

/**
 * The statements that change, drop or write to what another slice owns. A thing belongs to the slice whose revision
 * made it, and to the slice whose snapshot declares it; a part of a table to the table's. `history` is in an order in
 * which each revision follows what is below it. What nobody can know (dynamic SQL, a search path from elsewhere) is
 * left alone: better a fault that is missed than a false alarm. `only`: the revisions that are judged.
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
      // The downgrade starts from what the upgrade made; what it does itself is seen by nobody.
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

/** One finding for each thing that a statement touches, not one for each of its commands. */
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

/** What CREATE OR REPLACE replaces; any other CREATE touches nothing that is there. */
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
  // A table that was handed over belongs to its new slice.
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
