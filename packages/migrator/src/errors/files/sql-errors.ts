import { type ErrorPlace, RevisionFileError } from './revision-file-error.ts';

/** The base of failures to split an SQL text into statements. */
export abstract class SqlTextError<F extends ErrorPlace = ErrorPlace> extends RevisionFileError<F> {}

/** What can be left open at the end of a text or section. */
export type OpenConstruct =
  | 'string'
  | 'quoted identifier'
  | 'dollar-quoted string'
  | 'comment'
  | 'parenthesis'
  | 'BEGIN ATOMIC body';

export interface UnterminatedSql extends ErrorPlace {
  readonly construct: OpenConstruct;
  /** What ends it: `'`, a comment end, `$body$` … */
  readonly closer: string;
}

/**
 * A quote, comment, parenthesis or body is opened and never closed; it would swallow whatever comes after it.
 * @cause The closing sign is missing, or a quote inside a string is not doubled.
 * @repair Close it; the message names the line where it begins and what closes it.
 */
export class UnterminatedSqlError extends SqlTextError<UnterminatedSql> {
  readonly code = 'sql-unterminated';
  constructor(facts: UnterminatedSql) {
    super(facts, {
      problem: `the ${facts.construct} that begins here is never closed`,
      hint: `Close it with ${facts.closer}`,
    });
  }
}

/**
 * `COPY … FROM STDIN` or `TO STDOUT` is in a revision, and it needs a client that streams.
 * @cause The statement was copied from the output of pg_dump.
 * @repair Write the rows as INSERT statements, or load them in a data revision (a `.ts` file).
 */
export class CopyStreamError extends SqlTextError {
  readonly code = 'sql-copy-stream';
  constructor(place: ErrorPlace) {
    super(place, {
      problem: 'COPY from STDIN or to STDOUT is not possible in a revision',
      hint: 'Write the rows as INSERT statements, or load them in a data revision (a .ts file with upgrade and downgrade).',
    });
  }
}

/**
 * A backslash is outside quotes: a command of psql, which the server does not know.
 * @cause A line such as `\connect` or `\restrict` was copied from a psql script or from pg_dump.
 * @repair Remove the line.
 */
export class PsqlCommandError extends SqlTextError {
  readonly code = 'sql-psql-command';
  constructor(place: ErrorPlace) {
    super(place, {
      problem: 'a backslash command of psql is not SQL',
      hint: 'Remove the line; revisions are run by the server, not by psql.',
    });
  }
}

/**
 * A file has a NUL character, which PostgreSQL cannot store and some clients take for the end of the text.
 * @cause The file was saved as UTF-16, or it is a binary file.
 * @repair Save the file as UTF-8, or remove the character.
 */
export class NulCharacterError extends SqlTextError {
  readonly code = 'sql-nul';
  constructor(place: ErrorPlace) {
    super(place, {
      problem: 'the text has a NUL character',
      hint: 'Remove it; a file saved as UTF-16 has many: save it as UTF-8.',
    });
  }
}
