import { type Facts, UntypedError } from '../untyped-error.ts';

/** Where a text is wrong: file relative to the workspace root, line and column 1-based. */
export interface ErrorPlace {
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The base of every failure that lies in the text of one file. The message begins with `file:line:column`, which editors open. */
export abstract class RevisionFileError extends UntypedError {
  constructor(place: ErrorPlace, problem: string, hint: string, facts: Facts = {}) {
    const { slice, file, line, column } = place;
    super(`${file}:${line}:${column}: ${problem}`, { facts: { slice, file, line, column, ...facts }, hint });
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
