import { describePlace, describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** The two ends of a range are not on one line, or a downgrade target is not applied. */
export class RangeNotAncestorError extends UntypedError {
  readonly code = 'range-not-ancestor';
  override readonly outcome: Outcome = 'usage';
  constructor(lower: string, upper: string) {
    super(`${JSON.stringify(lower)} is not below ${JSON.stringify(upper)}: there is nothing between them.`, {
      facts: { lower, upper },
      hint: 'A range goes from the older to the newer revision; a downgrade target must be applied. See migrate history and migrate current.',
    });
  }
}

/** Of the revisions given, one is needed by another: together they say the same twice. */
export class OverlapError extends UntypedError {
  readonly code = 'overlap';
  constructor(places: readonly RevisionPlace[], role: 'current' | 'target') {
    const what = role === 'current' ? 'The rows of the database' : 'The targets';
    super(
      `${what} overlap: ${describePlaces(places)} ${places.length === 1 ? 'is' : 'are'} already part of another one.`,
      {
        facts: { revisions: places.map((place) => place.revision), places, role },
        hint:
          role === 'current'
            ? 'Write the heads that are right: migrate stamp <heads> --purge. See migrate status.'
            : `Leave out ${places.map((place) => place.revision).join(', ')}.`,
      },
    );
  }
}

/** `branch@target` where nothing between the target and the current heads is on that branch. */
export class InvalidDowngradeTargetError extends UntypedError {
  readonly code = 'invalid-downgrade-target';
  override readonly outcome: Outcome = 'usage';
  constructor(target: string, candidates: readonly RevisionPlace[]) {
    super(`${JSON.stringify(target)} is no target to go back to: the branch does not pass above it.`, {
      facts: { target, candidates },
      hint: `Name the revision without a branch (that also goes back over ${describePlaces(candidates, 3)}), or one that is on the branch.`,
    });
  }
}

/** A new revision would have a parent that has children already. */
export class NotAHeadError extends UntypedError {
  readonly code = 'not-a-head';
  override readonly outcome: Outcome = 'usage';
  constructor(place: RevisionPlace, heads: readonly string[]) {
    super(`Revision ${describePlace(place)} is not a head.`, {
      facts: { ...place, heads },
      hint: `Build on a head (${heads.slice(0, 4).join(', ')}), or branch off here on purpose with --splice.`,
    });
  }
}

/** A merge names the same revision twice. */
export class DuplicateHeadsError extends UntypedError {
  readonly code = 'duplicate-heads';
  override readonly outcome: Outcome = 'usage';
  constructor(revisions: readonly string[]) {
    super(`The same parent is given twice: ${revisions.join(', ')}.`, {
      facts: { revisions },
      hint: 'Name each parent once.',
    });
  }
}

/** A new base belongs to no slice by itself. */
export class SliceRequiredError extends UntypedError {
  readonly code = 'slice-required';
  override readonly outcome: Outcome = 'usage';
  constructor(slices: readonly string[]) {
    super('The new revision could be in any slice.', {
      facts: { slices },
      hint: `Say which with --slice: ${slices.join(', ')}.`,
    });
  }
}

/** `downgrade --sql` without `from:to`: the file alone does not say where the database is. */
export class RangeRequiredError extends UntypedError {
  readonly code = 'range-required';
  override readonly outcome: Outcome = 'usage';
  constructor(given: string) {
    super(`A downgrade as SQL needs a range, not ${JSON.stringify(given)}.`, {
      facts: { given },
      hint: `Write where the database is and where it shall go: migrate downgrade --sql <from>:${given}.`,
    });
  }
}

/** A range where the database itself says where it is. */
export class RangeNotAllowedError extends UntypedError {
  readonly code = 'range-not-allowed';
  override readonly outcome: Outcome = 'usage';
  constructor(given: string) {
    const target = given.slice(given.indexOf(':') + 1);
    super(`The range ${JSON.stringify(given)} is only for --sql: the database says itself where it is.`, {
      facts: { given },
      hint: `Name the target alone (${target === '' ? 'heads' : target}), or add --sql.`,
    });
  }
}

/** A range has more or fewer than two ends. */
export class InvalidRangeError extends UntypedError {
  readonly code = 'range-invalid';
  override readonly outcome: Outcome = 'usage';
  constructor(given: string) {
    super(`${JSON.stringify(given)} is not a range.`, {
      facts: { given },
      hint: 'A range is written from:to, older first.',
    });
  }
}

/** The same revision is recorded twice, and the plan would change that record. */
export class DuplicateAppliedRowError extends UntypedError {
  readonly code = 'duplicate-applied-row';
  constructor(revision: string) {
    super(`The database has revision ${revision} twice.`, {
      facts: { revision },
      hint: 'Write the heads that are right: migrate stamp <heads> --purge.',
    });
  }
}

/** The database has applied revisions that no file has. */
export class UnknownAppliedRevisionError extends UntypedError {
  readonly code = 'unknown-applied-revision';
  constructor(unknown: readonly string[]) {
    const first = unknown[0] ?? '';
    super(
      `The database has applied ${unknown.length === 1 ? 'a revision' : `${unknown.length} revisions`} that no file has: ${unknown.slice(0, 8).join(', ')}.`,
      {
        facts: { revisions: unknown },
        hint: `Check out the branch that has ${unknown.length === 1 ? 'it' : 'them'} (git log --all -- '*${first.replace(/[^\w.]/g, '')}*'), or forget it: migrate repair forget ${first} --reason "…".`,
      },
    );
  }
}

/** Revisions that an applied one needs are not applied: their files came in below what had already run. */
export class InsertedBelowAppliedError extends UntypedError {
  readonly code = 'inserted-below-applied';
  constructor(places: readonly RevisionPlace[]) {
    const first = places[0];
    super(
      `${places.length === 1 ? 'A revision is' : `${places.length} revisions are`} not applied, but applied ones stand on ${places.length === 1 ? 'it' : 'them'}: ${describePlaces(places)}.`,
      {
        facts: { revisions: places.map((place) => place.revision), places },
        hint:
          first === undefined
            ? undefined
            : `If its effect is in the database already: migrate repair adopt ${first.revision} --reason "…". If not, put it above the head: ` +
              `write the head's id as "revises:" in ${first.file} and let its former child revise its former parent again${places.length === 1 ? '' : ` (first: ${describePlace(first)})`}.`,
      },
    );
  }
}

/** While this run waited for another one, that one applied revisions on top of what was to be taken back. */
export class PlanOutdatedError extends UntypedError {
  readonly code = 'plan-outdated';
  constructor(onTop: readonly string[]) {
    super(
      `Another runner changed the database meanwhile: ${onTop.join(', ')} was applied on top of what was to be taken back.`,
      {
        facts: { revisions: onTop },
        hint: 'Nothing was changed. Look with migrate status, then give the command again.',
      },
    );
  }
}
