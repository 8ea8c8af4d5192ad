import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';

/** Slices that change together need each other both ways. */
export class CrossSliceCycleError extends UntypedError {
  readonly code = 'cross-slice-cycle';
  constructor(slices: readonly string[]) {
    super(`The changes of ${slices.join(' and ')} need each other: no order of their revisions works.`, {
      facts: { slices },
      hint: 'Make the change in two rounds: first leave out what refers to the new things of the other slice, run migrate revision, then add it and run it again.',
    });
  }
}

/** A slice refers to something of another slice that has no revision yet. */
export class PendingSliceError extends UntypedError {
  readonly code = 'pending-slice';
  override readonly outcome: Outcome = 'usage';
  constructor(slice: string, pending: readonly string[]) {
    super(`Slice ${slice} refers to what ${pending.join(' and ')} has changed and not put into a revision yet.`, {
      facts: { slice, pending },
      hint: `Write all of them at once: migrate revision -m "…" (without --slice), or first: migrate revision --slice ${pending[0] ?? ''} -m "…"`,
    });
  }
}

/** `--sql-file` names a file without a statement. */
export class SqlFileEmptyError extends UntypedError {
  readonly code = 'sql-file-empty';
  override readonly outcome: Outcome = 'usage';
  constructor(file: string) {
    super(`${file} holds no SQL statement.`, {
      facts: { file },
      hint: 'For sections to be written by hand: migrate revision --empty',
    });
  }
}

/** `--sql-file` names a file that is not there. */
export class SqlFileMissingError extends UntypedError {
  readonly code = 'sql-file-missing';
  override readonly outcome: Outcome = 'usage';
  constructor(file: string) {
    super(`There is no file ${file}.`, {
      facts: { file },
      hint: 'Write the path as seen from the root of the workspace.',
    });
  }
}
