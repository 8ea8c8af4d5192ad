import { describePlaces, type RevisionPlace } from '../files/revision-place.ts';
import type { Outcome } from '../migrator-error.ts';
import { type Facts, UntypedError } from '../untyped-error.ts';

/** A script of SQL would pass data revisions (`.ts`), whose code only a run of our own can execute. Facts: revisions. */
export class DataRevisionsOfflineError extends UntypedError {
  readonly code = 'offline-data-revision';
  override readonly outcome: Outcome = 'usage';

  /** The two commands: a script up to the first of them, and the run of it. */
  constructor(places: readonly RevisionPlace[], script: string, run: string) {
    super(
      `${places.length === 1 ? 'A data revision is' : `${places.length} data revisions are`} on the way, whose code is no SQL: ${describePlaces(places)}.`,
      {
        facts: { revisions: places },
        hint: `Go in parts: a script up to there (${script}), then its code (${run}), then a script from there on. Or --skip-data: rows are recorded and the code is never run.`,
      },
    );
  }
}

/** The file of `--from-file` is no answer of `migrate status --json` from which a script could begin. Facts: file, and what is wrong. */
export class StatusUnusableError extends UntypedError {
  readonly code = 'offline-status-unusable';
  override readonly outcome: Outcome = 'usage';

  constructor(file: string, problem: string, hint: string, facts: Facts = {}) {
    super(`No script can begin at ${file}: ${problem}.`, { facts: { file, ...facts }, hint });
  }
}

/** A file that a command was told to read or write cannot be. Facts: file. */
export class DocumentError extends UntypedError {
  readonly code = 'document';
  override readonly outcome: Outcome = 'usage';

  constructor(file: string, problem: string, hint: string, cause?: unknown) {
    super(`${file}: ${problem}.`, { facts: { file }, hint, cause });
  }
}
