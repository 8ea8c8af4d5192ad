import { MigratorError } from '../migrator-error.ts';

export interface UnorderedSide {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** What it does to the thing: `renames or drops`, `refers to` … */
  readonly does: string;
}

export interface UnorderedConflict extends UnorderedSide {
  /** What both reach: `orders`, `column orders.total`. */
  readonly thing: string;
  /** The revision that has to come first. */
  readonly other: UnorderedSide;
}

/**
 * Two revisions meet at one thing, and nothing in the graph says which of them comes first.
 *
 * @cause A revision changes what a revision of another slice or branch uses, and neither revises or depends on the
 * other, so that an empty database may run them in another order than yours did.
 * @repair Name the one that has to come first in the header of the other: `-- depends-on: <revision>`. Branches of one
 * slice are joined by `migrate merge`, which runs both orders.
 */
export class UnorderedConflictError extends MigratorError<UnorderedConflict> {
  readonly code = 'unordered-conflict';
  override readonly outcome = 'found';

  constructor(facts: UnorderedConflict) {
    const { file, line, does, thing, revision, other } = facts;
    super(facts, {
      message: `${file}:${line} ${does} ${thing}, and ${other.file}:${other.line} ${other.does} it; no path of the graph orders ${revision} and ${other.revision}`,
      hint: `Add "-- depends-on: ${other.revision}" to the header of ${file}, so that ${other.revision} always comes first.`,
    });
  }
}
