import type { RevisionPlace } from '../files/revision-place.ts';
import { BrokenGraphError, quoted } from './broken-graph-error.ts';

export interface IllegalName extends RevisionPlace {
  readonly name: string;
  /** `reserved`: a word such as `head` or `base`. */
  readonly problem: 'empty' | 'reserved' | 'character';
  /** The first character that is not allowed. */
  readonly character?: string;
}

function problemOf({ problem, character }: IllegalName): string {
  if (problem === 'empty') return 'is empty';
  return problem === 'reserved'
    ? 'is a reserved word'
    : `has the character ${JSON.stringify(character ?? '')}, which symbols use`;
}

/**
 * A revision id is empty, is a reserved word, or has a character that symbols use, such as in `events@head` or
 * `ae10+2`.
 * @cause The id was written by hand with `@`, `+`, `-` or `:`, or is a word such as `head` or `base`.
 * @repair Rename it in its `revision:` line and wherever it is referred to; letters, digits, `_` and `.` are allowed.
 */
export class IllegalIdError extends BrokenGraphError<IllegalName> {
  readonly code = 'illegal-id';
  constructor(facts: IllegalName) {
    const { name, file, slice } = facts;
    super(facts, {
      message: `Revision id ${quoted(name)} in ${file} (slice ${slice}) ${problemOf(facts)}.`,
      hint: `Rename it in the "revision:" line of ${file} (and wherever it is referred to): letters, digits, "_", "." are allowed.`,
    });
  }
}

/**
 * A branch label is a reserved word, or has a character that symbols use, such as in `events@head` or `events@+1`.
 * @cause The label was written with `@`, `+` or `:`, or is a word such as `heads`.
 * @repair Rename it in its `branch-label:` line; letters, digits, `_`, `.` and `-` are allowed.
 */
export class IllegalLabelError extends BrokenGraphError<IllegalName> {
  readonly code = 'illegal-label';
  constructor(facts: IllegalName) {
    const { name, file, slice } = facts;
    super(facts, {
      message: `Branch label ${quoted(name)} in ${file} (slice ${slice}) ${problemOf(facts)}.`,
      hint: `Rename it in the "branch-label:" line of ${file} (and wherever it is referred to): letters, digits, "_", "." and "-" are allowed.`,
    });
  }
}
