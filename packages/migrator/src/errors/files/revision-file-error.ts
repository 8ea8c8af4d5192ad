import { MigratorError } from '../migrator-error.ts';

/** Where a text is wrong: file relative to the workspace root, line and column 1-based. */
export interface ErrorPlace {
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a class says about a place; the message starts with `file:line:column`, which editors open. */
export interface Problem {
  readonly problem: string;
  readonly hint: string;
  readonly cause?: unknown;
}

/** The base of every failure in the text of one file. */
export abstract class RevisionFileError<F extends ErrorPlace = ErrorPlace> extends MigratorError<F> {
  constructor(facts: F, { problem, hint, cause }: Problem) {
    super(facts, { message: `${facts.file}:${facts.line}:${facts.column}: ${problem}`, hint, cause });
  }
}

/** A value from a file, quoted and cut so that it is safe in a message: no control character reaches the terminal. */
export function quoteForMessage(value: string, limit = 60): string {
  const cut = value.length > limit ? `${value.slice(0, limit)}…` : value;
  const visible = cut.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${visible}"`;
}
