import { MigratorError } from '../migrator-error.ts';
import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export interface SqlObjectSyntax extends ErrorPlace {
  /** The message of PostgreSQL's parser, with secrets blanked. */
  readonly problem: string;
}

/**
 * A file in `sql/` is not SQL that PostgreSQL's parser accepts.
 * @cause The statement has a syntax error, or uses the syntax of a newer PostgreSQL.
 * @repair Correct the line that the message names.
 */
export class SqlObjectSyntaxError extends RevisionFileError<SqlObjectSyntax> {
  readonly code = 'sql-object-syntax';
  constructor(facts: SqlObjectSyntax) {
    super(facts, {
      // PostgreSQL's parser quotes words of the file itself.
      problem: quoteForMessage(facts.problem, 200).slice(1, -1),
      hint: `Correct line ${facts.line} of ${facts.file}.`,
    });
  }
}

export interface NotDeclarable extends ErrorPlace {
  /** With secrets blanked. */
  readonly statement: string;
  /** Why it declares nothing, as words that follow the statement. */
  readonly reason: string;
}

/**
 * A file in `sql/` has a statement that does not declare an object.
 * @cause `INSERT`, `DROP`, `ALTER TABLE`, a table or the like was put into `sql/`, which is for functions, views,
 * triggers and such.
 * @repair Move the statement into a revision: `migrate revision --empty --slice <slice> -m "…"`.
 */
export class NotDeclarableError extends RevisionFileError<NotDeclarable> {
  readonly code = 'sql-object-not-declarable';
  constructor(facts: NotDeclarable) {
    const { statement, reason, file, slice } = facts;
    super(facts, {
      problem: `${quoteForMessage(statement.replace(/\s+/g, ' '), 50)} ${reason}`,
      hint: `Take it out of ${file}. Files in sql/ declare functions, triggers, views, comments, extensions and the like; everything else is for a revision: migrate revision --empty --slice ${slice} -m "…"`,
    });
  }
}

export interface DuplicateSqlObject extends ErrorPlace {
  /** `function public.touch(trigger)`. */
  readonly object: string;
  readonly other:
    | { readonly in: 'file'; readonly file: string; readonly line: number }
    | { readonly in: 'schema'; readonly slice: string; readonly entity: string };
}

/**
 * Two statements in `sql/` declare the same thing, or one declares what a Drizzle schema declares.
 * @cause A file was copied to another slice, or an object was moved into the schema file and left in `sql/`.
 * @repair Keep one of the two declarations.
 */
export class DuplicateSqlObjectError extends RevisionFileError<DuplicateSqlObject> {
  readonly code = 'sql-object-duplicate';
  constructor(facts: DuplicateSqlObject) {
    const { object, other } = facts;
    const where =
      other.in === 'file'
        ? `${other.file}:${other.line}`
        : `the Drizzle schema of slice ${other.slice} (${other.entity})`;
    super(facts, { problem: `${object} is declared in ${where} already`, hint: 'Keep one of the two.' });
  }
}

export interface ForeignSqlObject extends ErrorPlace {
  /** What the statement declares. */
  readonly declares: string;
  /** The thing that it changes, and the slice that owns it. */
  readonly object: string;
  readonly owner: string;
}

/**
 * A file in `sql/` attaches something, such as a trigger or an index, to a thing of another slice.
 * @cause The statement is in the folder `sql` of the slice that needs it instead of the slice that owns the table.
 * @repair Move the statement into the folder `sql` of the owning slice; referring to its things in a view or function
 * is allowed.
 */
export class ForeignSqlObjectError extends RevisionFileError<ForeignSqlObject> {
  readonly code = 'sql-object-foreign';
  constructor(facts: ForeignSqlObject) {
    const { declares, object, owner } = facts;
    super(facts, {
      problem: `${declares} changes ${object}, which slice ${owner} owns`,
      hint: `Declare it in the folder sql of slice ${owner}. You may refer to ${object} in a view or a function.`,
    });
  }
}

export interface FreshBuildFailure {
  /** What was thrown when it was built. */
  readonly problem: string;
  /** Of the server, when it was asked. */
  readonly sqlState?: string;
}

/**
 * The declarations of all files cannot be built in an empty database, although the revisions run.
 * @cause A schema file or a file in `sql/` uses something that only a hand-written revision creates.
 * @repair Declare it (tables and columns in the schema file, everything else in `sql/`) and record that it exists with
 * `migrate snapshot`.
 */
export class FreshBuildError extends MigratorError<FreshBuildFailure> {
  readonly code = 'fresh-build-failed';
  constructor(facts: FreshBuildFailure, options: ErrorOptions) {
    super(facts, {
      message: `What the schema files and sql/ files declare cannot be built in an empty database: ${quoteForMessage(facts.problem, 300)}`,
      hint: isMissing(facts)
        ? 'The message names something that only a hand-written revision creates. Declare it (tables and columns in the schema file, everything else in sql/ of its slice) and record that it exists: migrate snapshot'
        : 'Change what the message names in the schema file or in sql/, so that it can be built in an empty database, and run the command again. migrate check shows which slices have changes.',
      cause: options.cause,
    });
  }

  /** Whether it names something that is not there. */
  get isMissing(): boolean {
    return isMissing(this.facts);
  }
}

function isMissing({ sqlState = '' }: FreshBuildFailure): boolean {
  return MISSING.has(sqlState);
}

/** Undefined column, function, table, object, and schema. */
const MISSING: ReadonlySet<string> = new Set(['42703', '42883', '42P01', '42704', '3F000']);

export interface BrokenOwnershipFacts extends ErrorPlace {
  readonly revision: string;
  readonly statement: string;
  /** `changes`, `drops`, `writes to`. */
  readonly does: string;
  readonly object: string;
  readonly owner: string;
}

/**
 * A statement of a revision changes, drops or writes to something that another slice owns.
 * @cause A table of another slice is altered or filled from this slice, without the owner's knowledge.
 * @repair Put the statement into a revision of the owning slice, or say why it is here: `-- alters: <slice> "reason"`.
 */
export class OwnershipBrokenError extends RevisionFileError<BrokenOwnershipFacts> {
  readonly code = 'ownership-broken';
  override readonly outcome = 'found';
  constructor(facts: BrokenOwnershipFacts) {
    const { does, object, owner } = facts;
    const statement = facts.statement.replace(/\s+/g, ' ');
    super(
      { ...facts, statement },
      {
        problem: `${quoteForMessage(statement)} ${does} ${object}, which slice ${owner} owns`,
        hint: `Put the statement into a revision of slice ${owner} and depend on that (-- depends-on:). If it belongs in this revision, give the reason in its header: -- alters: ${owner} "reason"`,
      },
    );
  }
}
