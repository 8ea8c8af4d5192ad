import type { Outcome } from '../migrator-error.ts';
import { UntypedError } from '../untyped-error.ts';
import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

/** A file in `sql/` is no SQL that PostgreSQL's parser takes. */
export class SqlObjectSyntaxError extends RevisionFileError {
  readonly code = 'sql-object-syntax';
  constructor(place: ErrorPlace, problem: string) {
    // PostgreSQL's parser quotes words of the file itself.
    super(place, quoteForMessage(problem, 200).slice(1, -1), `Correct line ${place.line} of ${place.file}.`, {
      problem,
    });
  }
}

/** A file in `sql/` holds a statement that declares nothing which could be dropped again. */
export class NotDeclarableError extends RevisionFileError {
  readonly code = 'sql-object-not-declarable';
  constructor(place: ErrorPlace, statement: string, reason: string) {
    super(
      place,
      `${quoteForMessage(statement.replace(/\s+/g, ' '), 50)} ${reason}`,
      `Take it out of ${place.file}. Files in sql/ declare functions, triggers, views, comments, extensions and the like; everything else is for a revision: migrate revision --empty --slice ${place.slice} -m "…"`,
      { reason },
    );
  }
}

/** Two statements in `sql/` declare the same thing, or one declares what a Drizzle schema declares. */
export class DuplicateSqlObjectError extends RevisionFileError {
  readonly code = 'sql-object-duplicate';
  constructor(place: ErrorPlace, label: string, other: string) {
    super(place, `${label} is declared in ${other} already`, 'Keep one of the two.', { object: label, other });
  }
}

/** A file in `sql/` hangs something on a thing of another slice. */
export class ForeignSqlObjectError extends RevisionFileError {
  readonly code = 'sql-object-foreign';
  constructor(place: ErrorPlace, label: string, object: string, owner: string) {
    super(
      place,
      `${label} changes ${object}, which slice ${owner} owns`,
      `Declare it in the folder sql of slice ${owner}. To refer to ${object} (in a view or a function) is allowed.`,
      { object, owner },
    );
  }
}

/** What all files declare cannot be built in an empty database, although the revisions run. */
export class FreshBuildError extends UntypedError {
  readonly code = 'fresh-build-failed';
  constructor(problem: string, cause: unknown) {
    super(
      `What the schema files and sql/ files declare cannot be built in an empty database: ${quoteForMessage(problem, 300)}`,
      {
        facts: { problem },
        hint: 'Something is used that only a revision by hand makes. Declare it in a file in sql/ of its slice and record that it is there already: migrate snapshot --slice <slice>. Or write the revision with --unproven "reason".',
        cause,
      },
    );
  }
}

/** A statement of a revision changes, drops or writes to what another slice owns. */
export class OwnershipBrokenError extends RevisionFileError {
  readonly code = 'ownership-broken';
  override readonly outcome: Outcome = 'found';
  constructor(
    place: ErrorPlace,
    broken: { statement: string; does: string; object: string; owner: string; revision: string },
  ) {
    const { statement, does, object, owner, revision } = broken;
    const text = statement.replace(/\s+/g, ' ');
    super(
      place,
      `${quoteForMessage(text)} ${does} ${object}, which slice ${owner} owns`,
      `Put the statement into a revision of slice ${owner} and depend on that (-- depends-on:). If this revision has to do it, say why in its header: -- alters: ${owner} "reason"`,
      { revision, statement: text, does, object, owner },
    );
  }
}
