import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface CrossSliceCycle {
  readonly slices: readonly string[];
}

/**
 * Slices that change together need each other both ways, so no order of their revisions works.
 * @cause Each of the slices refers to something new of the other, as with foreign keys in both directions.
 * @repair Make the change in two rounds: leave out one reference, run `migrate revision`, add it and run it again.
 */
export class CrossSliceCycleError extends MigratorError<CrossSliceCycle> {
  readonly code = 'cross-slice-cycle';
  constructor(facts: CrossSliceCycle) {
    super(facts, {
      message: `The changes of ${facts.slices.join(' and ')} need each other: no order of their revisions works.`,
      hint: 'Make the change in two rounds: first leave out what refers to the new things of the other slice, run migrate revision, then add it and run it again.',
    });
  }
}

export interface PendingSlice {
  readonly slice: string;
  /** The slices whose changes have no revision yet; at least one. */
  readonly pending: readonly string[];
}

/**
 * A slice refers to something of another slice that has no revision yet.
 * @cause `--slice` generates for one slice only, and the other one has changed too.
 * @repair Write all of them at once without `--slice`, or the other slice first.
 */
export class PendingSliceError extends MigratorError<PendingSlice> {
  readonly code = 'pending-slice';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: PendingSlice) {
    const { slice, pending } = facts;
    super(facts, {
      message: `Slice ${slice} refers to what ${pending.join(' and ')} has changed and not put into a revision yet.`,
      hint: `Write all of them at once: migrate revision -m "…" (without --slice), or first: migrate revision --slice ${pending[0] ?? ''} -m "…"`,
    });
  }
}

export interface SqlFile {
  /** As it was given. */
  readonly file: string;
}

/**
 * `--sql-file` names a file without a statement.
 * @cause The file is empty or has only comments.
 * @repair Write the statements into the file; for sections to be written by hand, use `migrate revision --empty`.
 */
export class SqlFileEmptyError extends MigratorError<SqlFile> {
  readonly code = 'sql-file-empty';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SqlFile) {
    super(facts, {
      message: `${facts.file} holds no SQL statement.`,
      hint: 'For sections to be written by hand: migrate revision --empty',
    });
  }
}

/**
 * `--sql-file` names a file that is not there.
 * @cause The path is misspelt, or is relative to another folder than the root of the workspace.
 * @repair Write the path relative to the root of the workspace.
 */
export class SqlFileMissingError extends MigratorError<SqlFile> {
  readonly code = 'sql-file-missing';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SqlFile) {
    super(facts, {
      message: `There is no file ${facts.file}.`,
      hint: 'Write the path as seen from the root of the workspace.',
    });
  }
}
