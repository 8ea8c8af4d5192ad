import { describePlace, describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';

export interface Overlap {
  /** The revisions that others of the list need. */
  readonly places: readonly RevisionPlace[];
  /** The rows of the database, or the given targets. */
  readonly role: 'current' | 'target';
}

/**
 * One of the given revisions, or of the recorded heads, is part of another one.
 * @cause Two targets are on the same line, or rows of the state were changed by hand.
 * @repair Leave the older one out; for rows of the database write the right heads with `migrate stamp <heads> --purge`.
 */
export class OverlapError extends MigratorError<Overlap & { readonly revisions: readonly string[] }> {
  readonly code = 'overlap';
  constructor({ places, role }: Overlap) {
    const revisions = places.map(({ revision }) => revision);
    const what = role === 'current' ? 'The rows of the database' : 'The targets';
    super(
      { revisions, places, role },
      {
        message: `${what} overlap: ${describePlaces(places)} ${places.length === 1 ? 'is' : 'are'} already part of another one.`,
        hint:
          role === 'current'
            ? 'Write the heads that are right: migrate stamp <heads> --purge. See migrate status.'
            : `Leave out ${revisions.join(', ')}.`,
      },
    );
  }
}

export interface DuplicateAppliedRow {
  readonly revision: string;
}

/**
 * The state records the same revision twice, and the plan would change that record.
 * @cause The rows of the state were changed by hand, or come from a merged database dump.
 * @repair Write the heads that are right with `migrate stamp <heads> --purge`.
 */
export class DuplicateAppliedRowError extends MigratorError<DuplicateAppliedRow> {
  readonly code = 'duplicate-applied-row';
  constructor(facts: DuplicateAppliedRow) {
    super(facts, {
      message: `The database records revision ${facts.revision} twice.`,
      hint: 'Write the heads that are right: migrate stamp <heads> --purge.',
    });
  }
}

export interface UnknownAppliedRevision {
  /** Applied revisions without a file; at least one. */
  readonly revisions: readonly string[];
}

/**
 * The database has applied revisions that no file has.
 * @cause The database was migrated from another branch of git, or the files were deleted after they were applied.
 * @repair Check out the branch that has the files, or remove its record with `migrate repair forget <revision> --reason
 * "…"`.
 */
export class UnknownAppliedRevisionError extends MigratorError<UnknownAppliedRevision> {
  readonly code = 'unknown-applied-revision';
  constructor(facts: UnknownAppliedRevision) {
    const { revisions } = facts;
    const [first = ''] = revisions;
    const one = revisions.length === 1;
    super(facts, {
      message: `The database has applied ${one ? 'a revision' : `${revisions.length} revisions`} that no file has: ${revisions.slice(0, 8).join(', ')}.`,
      hint: `Check out the branch that has ${one ? 'it' : 'them'} (git log --all -- '*${first.replace(/[^\w.]/g, '')}*'), or forget it: migrate repair forget ${first} --reason "…".`,
    });
  }
}

export interface InsertedBelowApplied {
  /** At least one. */
  readonly places: readonly RevisionPlace[];
}

/**
 * Revisions that an applied one needs are not applied: their files were added below it after it had run.
 * @cause A merge in git brought a revision that is older in the graph than what this database already has.
 * @repair Put the new revision above the head, or record it with `migrate repair adopt <revision> --reason "…"` if its
 * effect is in the database already.
 */
export class InsertedBelowAppliedError extends MigratorError<
  InsertedBelowApplied & { readonly revisions: readonly string[] }
> {
  readonly code = 'inserted-below-applied';
  constructor({ places }: InsertedBelowApplied) {
    const [first] = places;
    const one = places.length === 1;
    super(
      { revisions: places.map(({ revision }) => revision), places },
      {
        message: `${one ? 'A revision is' : `${places.length} revisions are`} not applied, but applied ones build on ${one ? 'it' : 'them'}: ${describePlaces(places)}.`,
        hint:
          first === undefined
            ? undefined
            : `If its effect is in the database already: migrate repair adopt ${first.revision} --reason "…". If not, put it above the head: ` +
              `write the head's id as "revises:" in ${first.file} and let its former child revise its former parent again${one ? '' : ` (first: ${describePlace(first)})`}.`,
      },
    );
  }
}

export interface PlanOutdated {
  /** What was applied on top meanwhile. */
  readonly revisions: readonly string[];
}

/**
 * While this run waited, another run applied revisions on top of those to revert.
 * @cause Somebody upgraded the database while this downgrade waited for its turn.
 * @repair Nothing was changed; check with `migrate status`, then run the command again.
 */
export class PlanOutdatedError extends MigratorError<PlanOutdated> {
  readonly code = 'plan-outdated';
  constructor(facts: PlanOutdated) {
    super(facts, {
      message: `Another runner changed the database meanwhile: ${facts.revisions.join(', ')} was applied on top of the revisions to revert.`,
      hint: 'Nothing was changed. Check with migrate status, then run the command again.',
    });
  }
}
