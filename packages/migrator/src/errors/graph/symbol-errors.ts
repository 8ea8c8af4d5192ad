import { describePlace, describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** A symbol (`head`, `events@head`, `ae10+2` …) does not name what it should. Exit code 2. */
export abstract class SymbolError extends UntypedError {
  override readonly outcome: Outcome = 'usage';
}

const LIST_ALL = 'See what there is: migrate history, migrate heads.';

function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? LIST_ALL : `Did you mean ${suggestions.join(' or ')}? ${LIST_ALL}`;
}

/** No revision or branch label has this name, nor begins with it. */
export class UnknownRevisionError extends SymbolError {
  readonly code = 'unknown-revision';
  constructor(name: string, suggestions: readonly string[]) {
    super(`There is no revision or branch ${JSON.stringify(name)}.`, {
      facts: { name, suggestions },
      hint: didYouMean(suggestions),
    });
  }
}

/** As `UnknownRevisionError`, for a name of less than four characters. */
export class UnknownShortRevisionError extends SymbolError {
  readonly code = 'unknown-revision-short';
  constructor(name: string, suggestions: readonly string[]) {
    super(`There is no revision or branch ${JSON.stringify(name)}.`, {
      facts: { name, suggestions },
      hint: `A partial id should have four characters or more. ${didYouMean(suggestions)}`,
    });
  }
}

/** The part before `@` names no branch. */
export class UnknownBranchError extends SymbolError {
  readonly code = 'unknown-branch';
  constructor(label: string, suggestions: readonly string[]) {
    super(`There is no branch ${JSON.stringify(label)}.`, {
      facts: { name: label, suggestions },
      hint: didYouMean(suggestions),
    });
  }
}

/** A partial id that several ids or labels begin with. */
export class AmbiguousPartialError extends SymbolError {
  readonly code = 'ambiguous-partial';
  constructor(name: string, matches: readonly string[]) {
    super(
      `${JSON.stringify(name)} is the beginning of ${matches.length} names: ${matches.slice(0, 3).join(', ')}${matches.length > 3 ? ' …' : ''}.`,
      {
        facts: { name, suggestions: matches.slice(0, 10) },
        hint: `Write more of it: ${matches.slice(0, 3).join(' or ')}.`,
      },
    );
  }
}

/** `label@revision` where the revision is neither above nor below the labelled one. */
export class NotInBranchError extends SymbolError {
  readonly code = 'not-in-branch';
  constructor(label: string, place: RevisionPlace) {
    super(`Revision ${describePlace(place)} is not on the branch ${JSON.stringify(label)}.`, {
      facts: { label, ...place },
      hint: `Name it without a branch: ${place.revision}. See the branch: migrate history -r :${label}@heads.`,
    });
  }
}

/** A step of a relative symbol has several ways to go. */
export class AmbiguousWalkError extends SymbolError {
  readonly code = 'ambiguous-walk';
  constructor(from: RevisionPlace | undefined, ways: readonly RevisionPlace[], direction: 'up' | 'down') {
    const start = from === undefined ? 'base' : describePlace(from);
    super(`From ${start} there are ${ways.length} ways ${direction}: ${describePlaces(ways)}.`, {
      facts: { from, ways, direction },
      hint: `Name the revision itself (${ways
        .slice(0, 3)
        .map((way) => way.revision)
        .join(' or ')}) or the branch: ${ways[0]?.slice ?? 'events'}@${direction === 'up' ? '+1' : '-1'}.`,
    });
  }
}

/** `+N` with several current revisions. */
export class AmbiguousUpgradeError extends SymbolError {
  readonly code = 'ambiguous-upgrade';
  constructor(symbol: string, current: readonly string[]) {
    super(
      `${JSON.stringify(symbol)} could start from any of ${current.length} current revisions: ${current.slice(0, 8).join(', ')}.`,
      {
        facts: { symbol, current },
        hint: 'Name the branch (migrate upgrade events@+1), or apply everything: migrate upgrade heads.',
      },
    );
  }
}

/** `label@-N` with no or several current revisions on that branch. */
export class AmbiguousDowngradeError extends SymbolError {
  readonly code = 'ambiguous-downgrade';
  constructor(symbol: string, current: readonly string[]) {
    super(
      current.length === 0
        ? `${JSON.stringify(symbol)} has nowhere to start: nothing of that branch is applied.`
        : `${JSON.stringify(symbol)} could start from any of ${current.length} current revisions: ${current.slice(0, 8).join(', ')}.`,
      {
        facts: { symbol, current },
        hint: 'Name the revision to go back to: migrate downgrade <id>. See migrate current.',
      },
    );
  }
}

/** `rev+N` or `rev-N` goes past the end of the graph. */
export class WalkedTooFarError extends SymbolError {
  readonly code = 'walked-too-far';
  constructor(symbol: string) {
    super(`${JSON.stringify(symbol)} goes past the end of the graph.`, { facts: { symbol }, hint: LIST_ALL });
  }
}

/** `+N` or `-N` asks for more steps than there are, or in the wrong direction. */
export class RelativeOutOfRangeError extends SymbolError {
  readonly code = 'relative-out-of-range';
  constructor(symbol: string, reason: string) {
    super(`${JSON.stringify(symbol)}: ${reason}.`, {
      facts: { symbol },
      hint: 'See migrate current and migrate history.',
    });
  }
}

/** A symbol that must end at a revision ends at base, or is empty. */
export class NotARevisionError extends SymbolError {
  readonly code = 'not-a-revision';
  constructor(symbol: string, reason: string) {
    super(`${JSON.stringify(symbol)}: ${reason}.`, { facts: { symbol }, hint: LIST_ALL });
  }
}
