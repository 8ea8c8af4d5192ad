import { describePlace, describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import { LIST_ALL, SymbolError } from './symbol-error.ts';

export interface AmbiguousWalk {
  /** Null for base. */
  readonly from: RevisionPlace | null;
  readonly ways: readonly RevisionPlace[];
  readonly direction: 'up' | 'down';
}

/**
 * A step of a relative symbol could lead to several revisions.
 * @cause The walk reaches a place where branches split (going up) or a merge (going down).
 * @repair Name the revision itself: the hint lists those that the step could lead to.
 */
export class AmbiguousWalkError extends SymbolError<AmbiguousWalk> {
  readonly code = 'ambiguous-walk';
  constructor(facts: AmbiguousWalk) {
    const { from, ways, direction } = facts;
    const ids = ways.slice(0, 3).map(({ revision }) => revision);
    super(facts, {
      message: `From ${from === null ? 'base' : describePlace(from)} ${ways.length} revisions are one step ${direction}: ${describePlaces(ways)}.`,
      // A label would not help: a merge belongs to the line of every label that it joins, and so does everything above
      // it.
      hint: `Name the revision itself: ${ids.join(' or ')}.`,
    });
  }
}

export interface AmbiguousStart {
  readonly symbol: string;
  /** The revisions that it could start from. */
  readonly current: readonly string[];
  /** The same for people: `events@head`, `events 3598306a3a51`. */
  readonly named: readonly string[];
  /** Symbols that name one of them; they were tried. */
  readonly instead?: readonly string[];
}

function couldStart({ symbol, named }: AmbiguousStart): string {
  return `${JSON.stringify(symbol)} could start from any of ${named.length} current revisions: ${named.slice(0, 8).join(', ')}.`;
}

/**
 * `+N` could start from several current revisions.
 * @cause The database is at the heads of several slices or branches.
 * @repair Name the branch (`migrate upgrade events@+1`), or apply everything with `migrate upgrade heads`.
 */
export class AmbiguousUpgradeError extends SymbolError<AmbiguousStart> {
  readonly code = 'ambiguous-upgrade';
  constructor(facts: AmbiguousStart) {
    super(facts, {
      message: couldStart(facts),
      hint: upgradeHint(facts),
    });
  }
}

function upgradeHint({ instead = [] }: AmbiguousStart): string {
  if (instead.length === 0) return 'Apply everything: migrate upgrade heads. Or name the revision: migrate history.';
  const ways = instead.slice(0, 3).map((symbol) => `migrate upgrade ${symbol}`);
  return `Name the branch: ${ways.join(' or ')}. Or apply everything: migrate upgrade heads.`;
}

/**
 * `label@-N` cannot start: the branch has no current revision, or several.
 * @cause Nothing of the branch is applied, or the branch has split and several of its ends are applied.
 * @repair Name the revision to go back to: `migrate downgrade <id>`; `migrate current` lists what is applied.
 */
export class AmbiguousDowngradeError extends SymbolError<AmbiguousStart> {
  readonly code = 'ambiguous-downgrade';
  constructor(facts: AmbiguousStart) {
    super(facts, {
      message:
        facts.current.length === 0
          ? `${JSON.stringify(facts.symbol)} has nowhere to start: nothing of that branch is applied.`
          : couldStart(facts),
      hint: 'Name the revision to go back to: migrate downgrade <id>. See migrate current.',
    });
  }
}

export interface WalkedTooFar {
  readonly symbol: string;
}

/**
 * `rev+N` or `rev-N` goes past the end of the graph.
 * @cause There are fewer than N revisions above or below the one that is named.
 * @repair Use a smaller number, or name the revision; `migrate history` lists them.
 */
export class WalkedTooFarError extends SymbolError<WalkedTooFar> {
  readonly code = 'walked-too-far';
  constructor(facts: WalkedTooFar) {
    super(facts, { message: `${JSON.stringify(facts.symbol)} goes past the end of the graph.`, hint: LIST_ALL });
  }
}

export type RelativeOutOfRange = { readonly symbol: string } & (
  | { readonly problem: 'upgrade-goes-up' | 'downgrade-goes-down' | 'nothing-applied' }
  | { readonly problem: 'too-few-above' | 'too-few-below'; readonly steps: number }
);

/**
 * `+N` or `-N` asks for more steps than there are, or in the wrong direction.
 * @cause Fewer than N revisions are pending or applied, or `+N` was given to a downgrade or `-N` to an upgrade.
 * @repair Use a smaller number, or the other command; `migrate current` and `migrate history` show where the database
 * is.
 */
export class RelativeOutOfRangeError extends SymbolError<RelativeOutOfRange> {
  readonly code = 'relative-out-of-range';
  constructor(facts: RelativeOutOfRange) {
    super(facts, {
      message: `${JSON.stringify(facts.symbol)}: ${outOfRange(facts)}.`,
      hint: 'See migrate current and migrate history.',
    });
  }
}

function outOfRange(facts: RelativeOutOfRange): string {
  switch (facts.problem) {
    case 'upgrade-goes-up':
      return 'an upgrade goes up';
    case 'downgrade-goes-down':
      return 'a downgrade goes down';
    case 'nothing-applied':
      return 'nothing is applied';
    case 'too-few-above':
      return `there are not ${facts.steps} revisions above`;
    case 'too-few-below':
      return `there are not ${facts.steps} revisions below`;
  }
}
