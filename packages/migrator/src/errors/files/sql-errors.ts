import { type ErrorPlace, RevisionFileError } from './revision-file-error.ts';

/** The base of failures to split an SQL text into statements. */
export abstract class SqlTextError extends RevisionFileError {}

/** What can be left open at the end of a text or section. */
export type OpenConstruct =
  | 'string'
  | 'quoted identifier'
  | 'dollar-quoted string'
  | 'comment'
  | 'parenthesis'
  | 'BEGIN ATOMIC body';

/** A quote, comment, parenthesis or body that is opened and never closed. It would swallow whatever is sent after it. */
export class UnterminatedSqlError extends SqlTextError {
  readonly code = 'sql-unterminated';
  constructor(place: ErrorPlace, construct: OpenConstruct, closer: string) {
    super(place, `the ${construct} that begins here is never closed`, `Close it with ${closer}`, { construct });
  }
}

/** `COPY … FROM STDIN` or `TO STDOUT`: needs a client that streams. */
export class CopyStreamError extends SqlTextError {
  readonly code = 'sql-copy-stream';
  constructor(place: ErrorPlace) {
    const hint =
      'Write the rows as INSERT statements, or load them in a data revision (a .ts file with upgrade and downgrade).';
    super(place, 'COPY from STDIN or to STDOUT is not possible in a revision', hint);
  }
}

/** A backslash outside quotes: a command of psql, which the server does not know. */
export class PsqlCommandError extends SqlTextError {
  readonly code = 'sql-psql-command';
  constructor(place: ErrorPlace) {
    super(
      place,
      'a backslash command of psql is not SQL',
      'Remove the line; revisions are run by the server, not by psql.',
    );
  }
}

/** A NUL character, which PostgreSQL cannot store and some clients take for the end of the text. */
export class NulCharacterError extends SqlTextError {
  readonly code = 'sql-nul';
  constructor(place: ErrorPlace) {
    super(place, 'the text has a NUL character', 'Remove it; a file saved as UTF-16 has many: save it as UTF-8.');
  }
}
