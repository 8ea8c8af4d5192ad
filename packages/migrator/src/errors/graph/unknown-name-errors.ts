import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { LIST_ALL, SymbolError } from './symbol-error.ts';

export interface UnknownName {
  readonly name: string;
  /** Names that were probably meant. */
  readonly suggestions: readonly string[];
}

function didYouMean({ suggestions }: UnknownName): string {
  return suggestions.length === 0 ? LIST_ALL : `Did you mean ${suggestions.join(' or ')}? ${LIST_ALL}`;
}

/**
 * No revision or branch label has this name or begins with it.
 * @cause The id is misspelt, or its file is on another branch of git.
 * @repair Look the name up with `migrate history` or `migrate heads`; check out the branch that has the file.
 */
export class UnknownRevisionError extends SymbolError<UnknownName> {
  readonly code = 'unknown-revision';
  constructor(facts: UnknownName) {
    super(facts, {
      message: `There is no revision or branch ${JSON.stringify(facts.name)}.`,
      hint: didYouMean(facts),
    });
  }
}

/**
 * No revision or branch label has this name, and it is too short for a partial id.
 * @cause Fewer than four characters of an id were given.
 * @repair Write four characters of the id or more, or the whole branch label.
 */
export class UnknownShortRevisionError extends SymbolError<UnknownName> {
  readonly code = 'unknown-revision-short';
  constructor(facts: UnknownName) {
    super(facts, {
      message: `There is no revision or branch ${JSON.stringify(facts.name)}.`,
      hint: `A partial id should have four characters or more. ${didYouMean(facts)}`,
    });
  }
}

/**
 * The part before `@` names no branch.
 * @cause The label is misspelt, or the name of a slice whose first revision is on another branch of git.
 * @repair Look the labels up with `migrate branches` or `migrate heads`.
 */
export class UnknownBranchError extends SymbolError<UnknownName> {
  readonly code = 'unknown-branch';
  constructor(facts: UnknownName) {
    super(facts, { message: `There is no branch ${JSON.stringify(facts.name)}.`, hint: didYouMean(facts) });
  }
}

export interface AmbiguousPartial {
  readonly name: string;
  /** The ids and labels that begin with it. */
  readonly matches: readonly string[];
}

/**
 * Several ids or labels begin with this partial name.
 * @cause The given part of the id is too short to be unique.
 * @repair Write more characters of it.
 */
export class AmbiguousPartialError extends SymbolError<UnknownName> {
  readonly code = 'ambiguous-partial';
  constructor({ name, matches }: AmbiguousPartial) {
    const some = matches.slice(0, 3);
    super(
      { name, suggestions: matches.slice(0, 10) },
      {
        message: `${JSON.stringify(name)} is the beginning of ${matches.length} names: ${some.join(', ')}${matches.length > 3 ? ' …' : ''}.`,
        hint: `Write more characters of it: ${some.join(' or ')}.`,
      },
    );
  }
}

export interface NotInBranch extends RevisionPlace {
  readonly label: string;
}

/**
 * In `label@revision` the revision is neither above nor below the labelled one.
 * @cause The revision belongs to another slice or branch than the label.
 * @repair Name the revision without a branch, or look at the branch with `migrate history -r :<label>@heads`.
 */
export class NotInBranchError extends SymbolError<NotInBranch> {
  readonly code = 'not-in-branch';
  constructor(facts: NotInBranch) {
    super(facts, {
      message: `Revision ${describePlace(facts)} is not on the branch ${JSON.stringify(facts.label)}.`,
      hint: `Name it without a branch: ${facts.revision}. See the branch: migrate history -r :${facts.label}@heads.`,
    });
  }
}
