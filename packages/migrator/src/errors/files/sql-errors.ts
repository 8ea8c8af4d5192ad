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
 * A quote, comment, parenthesis or body is opened and never closed; it would swallow everything after it.
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

export interface CopyStream extends ErrorPlace {
  readonly problem: 'to-stdout' | 'binary';
}

const COPY_STREAMS: Readonly<Record<CopyStream['problem'], { readonly problem: string; readonly hint: string }>> = {
  'to-stdout': {
    problem: 'nothing reads the output of COPY … TO STDOUT',
    hint: 'Remove it; a data revision (a .ts file) reads rows with op.stream.',
  },
  binary: {
    problem: 'COPY … FROM STDIN in binary format cannot be in a text file',
    hint: 'Write the data in text or csv format: pg_dump does, and `copy … to stdout` without (format binary).',
  },
};

/**
 * `COPY … TO STDOUT` is in a revision, or `COPY … FROM STDIN` in binary format.
 * @cause The statement was copied from a psql script.
 * @repair Remove it, or write the data in text or csv format.
 */
export class CopyStreamError extends SqlTextError<CopyStream> {
  readonly code = 'sql-copy-stream';
  constructor(facts: CopyStream) {
    super(facts, COPY_STREAMS[facts.problem]);
  }
}

export interface CopyData extends ErrorPlace {
  /**
   * `unterminated`: the line `\.` is missing. `marker`: there is a section marker before it. `same-line`: something
   * follows the semicolon. `no-semicolon`: the statement itself does not end.
   */
  readonly problem: 'unterminated' | 'marker' | 'same-line' | 'no-semicolon';
  /** Line of the marker. */
  readonly markerLine?: number;
}

/**
 * The data of `COPY … FROM STDIN` does not begin or end where it must: below the line of the statement, and at a line
 * with `\.` alone.
 * @cause The last line of the data, `\.`, was not copied with it.
 * @repair Add a line with `\.` alone below the last row.
 */
export class CopyDataError extends SqlTextError<CopyData> {
  readonly code = 'sql-copy-data';
  constructor(facts: CopyData) {
    super(facts, copyDataProblem(facts));
  }
}

function copyDataProblem({ problem, markerLine }: CopyData): { readonly problem: string; readonly hint: string } {
  const hint = 'Add a line with `\\.` alone below the last row.';
  switch (problem) {
    case 'unterminated':
      return { problem: 'the data of this COPY has no end', hint };
    case 'marker':
      return { problem: `the data of this COPY has a section marker in it (line ${markerLine ?? 0})`, hint };
    case 'same-line':
      return {
        problem: 'the data of COPY begins on the next line, but something follows the semicolon',
        hint: 'Begin a new line after the semicolon.',
      };
    case 'no-semicolon':
      return {
        problem: 'COPY … FROM STDIN does not end with a semicolon, so Braid cannot tell where its data begins',
        hint: 'End the statement with a semicolon, and the data below it with a line `\\.`.',
      };
  }
}

export interface LargeStatement extends ErrorPlace {
  /** In characters. */
  readonly limit: number;
  /** It is one statement; else all those together that are not rows. */
  readonly isOne: boolean;
}

/**
 * A file of more than 10 MiB has a statement that is too large to be sent as one, or too many that are not rows.
 * @cause Rows are written as one INSERT, or as statements that are not `INSERT … VALUES` with literals alone.
 * @repair Write the rows as the data of `COPY … FROM STDIN`, or as INSERTs of some thousand rows each.
 */
export class LargeStatementError extends SqlTextError<LargeStatement> {
  readonly code = 'sql-statement-too-large';
  constructor(facts: LargeStatement) {
    const size = `${Math.round(facts.limit / 2 ** 20)} MiB`;
    super(facts, {
      problem: facts.isOne
        ? `the statement that begins here is larger than ${size}`
        : `the statements up to here that are not rows have more than ${size}`,
      hint: 'Write rows as the data of COPY … FROM STDIN, or as INSERT … VALUES of some thousand rows each.',
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
