import { type ErrorPlace, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export interface MissingHeaderKey extends ErrorPlace {
  readonly key: string;
  /** An example of the line: `-- revision: 8f3c2a1b9d04`. */
  readonly example: string;
}

/**
 * A header has no line for a key that every header has.
 * @cause The file was written by hand, or its first lines were deleted.
 * @repair Add the line that the hint shows to the header.
 */
export class MissingHeaderKeyError extends RevisionFileError<MissingHeaderKey> {
  readonly code = 'header-key-missing';
  constructor(facts: MissingHeaderKey) {
    super(facts, {
      problem: `the header has no "${facts.key}"`,
      hint: `Add this line to the header: ${facts.example}`,
    });
  }
}

export interface DuplicateHeaderKey extends ErrorPlace {
  readonly key: string;
  readonly firstLine: number;
}

/**
 * A header has the same key twice (only `rename` may repeat).
 * @cause A list was written as several lines, or a merge in git kept both versions of a line.
 * @repair Keep one line; lists are written on one line, separated by commas.
 */
export class DuplicateHeaderKeyError extends RevisionFileError<DuplicateHeaderKey> {
  readonly code = 'header-key-duplicate';
  constructor(facts: DuplicateHeaderKey) {
    super(facts, {
      problem: `"${facts.key}" is already on line ${facts.firstLine}`,
      hint: `Keep one "${facts.key}" line. Lists are written on one line, separated by commas: a, b`,
    });
  }
}

export interface UnknownHeaderKey extends ErrorPlace {
  readonly key: string;
  /** The key that it is probably a misspelling of. */
  readonly suggestion?: string;
  /** `--` or `//`, as the file writes comments. */
  readonly comment: string;
}

/**
 * A line of the header looks like a key but is not one.
 * @cause The key is misspelt, or a comment begins with a word and a colon.
 * @repair Correct the key, or write the comment as `-- note: …`.
 */
export class UnknownHeaderKeyError extends RevisionFileError<UnknownHeaderKey> {
  readonly code = 'header-key-unknown';
  constructor(facts: UnknownHeaderKey) {
    const { key, suggestion, comment } = facts;
    const asNote = `a comment is written as: ${comment} note: …`;
    super(facts, {
      problem: `unknown header key ${quoteForMessage(key)}`,
      hint: suggestion === undefined ? `Remove the line; ${asNote}` : `Write "${suggestion}:"; ${asNote}`,
    });
  }
}

export interface MisplacedHeaderKey extends ErrorPlace {
  readonly key: string;
  /** `--` or `//`, as the file writes comments. */
  readonly comment: string;
}

/**
 * A key is among the free comments, below the block of keys, where it has no effect.
 * @cause There is an empty line or a comment between the keys.
 * @repair Move the line up to the other keys, or reword it if it is a comment.
 */
export class MisplacedHeaderKeyError extends RevisionFileError<MisplacedHeaderKey> {
  readonly code = 'header-key-misplaced';
  constructor(facts: MisplacedHeaderKey) {
    const { key, comment } = facts;
    super(facts, {
      problem: `"${key}:" is below the block of keys, where it has no effect`,
      hint: `Move "${comment} ${key}: …" up to the other keys (no empty line between them), or reword it if it is a comment.`,
    });
  }
}
