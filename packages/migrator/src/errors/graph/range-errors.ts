import { describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface RangeNotAncestor {
  readonly lower: string;
  readonly upper: string;
}

/**
 * The two ends of a range are not on one line, or the target of a downgrade is not applied.
 * @cause The ends are in the wrong order or on different branches, or the database does not have the revision to go
 * back to.
 * @repair Write the older end first; check with `migrate history` and `migrate current`.
 */
export class RangeNotAncestorError extends MigratorError<RangeNotAncestor> {
  readonly code = 'range-not-ancestor';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: RangeNotAncestor) {
    super(facts, {
      message: `${JSON.stringify(facts.lower)} is not below ${JSON.stringify(facts.upper)}: there is nothing between them.`,
      hint: 'A range goes from the older to the newer revision; a downgrade target must be applied. See migrate history and migrate current.',
    });
  }
}

export interface InvalidDowngradeTarget {
  readonly target: string;
  /** The revisions that the branch does not include. */
  readonly candidates: readonly RevisionPlace[];
}

/**
 * In `branch@target` nothing between the target and the current heads is on that branch.
 * @cause The target is on another branch than the label in front of it.
 * @repair Name the revision without a branch, or one that is on the branch.
 */
export class InvalidDowngradeTargetError extends MigratorError<InvalidDowngradeTarget> {
  readonly code = 'invalid-downgrade-target';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: InvalidDowngradeTarget) {
    super(facts, {
      message: `${JSON.stringify(facts.target)} cannot be the target of this downgrade: the branch has no revisions above it.`,
      hint: `Name the revision without a branch (that also reverts ${describePlaces(facts.candidates, 3)}), or one that is on the branch.`,
    });
  }
}

export interface GivenRange {
  /** What was written. */
  readonly given: string;
}

/**
 * `downgrade --sql` needs a range, because the files alone do not say where the database is.
 * @cause Only a target was given, as for a downgrade that reads the database.
 * @repair Write where the database is and where it should go: `migrate downgrade --sql <from>:<to>`.
 */
export class RangeRequiredError extends MigratorError<GivenRange> {
  readonly code = 'range-required';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: GivenRange) {
    super(facts, {
      message: `A downgrade as SQL needs a range, not ${JSON.stringify(facts.given)}.`,
      hint: `Write where the database is and where it should go: migrate downgrade --sql <from>:${facts.given}.`,
    });
  }
}

/**
 * A range was given, but the command reads the start from the database.
 * @cause `from:to` is only for `--sql`.
 * @repair Name the target alone, or add `--sql`.
 */
export class RangeNotAllowedError extends MigratorError<GivenRange> {
  readonly code = 'range-not-allowed';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: GivenRange) {
    const { given } = facts;
    const target = given.slice(given.indexOf(':') + 1);
    super(facts, {
      message: `The range ${JSON.stringify(given)} is only for --sql: this command reads the start from the database.`,
      hint: `Name the target alone (${target === '' ? 'heads' : target}), or add --sql.`,
    });
  }
}

/**
 * A range does not have two ends.
 * @cause There is more than one colon, or one side of it is empty.
 * @repair Write it as `from:to`, the older end first.
 */
export class InvalidRangeError extends MigratorError<GivenRange> {
  readonly code = 'range-invalid';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: GivenRange) {
    super(facts, {
      message: `${JSON.stringify(facts.given)} is not a range.`,
      hint: 'A range is written from:to, older first.',
    });
  }
}
