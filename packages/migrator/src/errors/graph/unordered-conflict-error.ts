import { MigratorError } from '../migrator-error.ts';

export interface UnorderedSide {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** Whether it is done when the revision is applied, or when it is reverted. */
  readonly direction: 'upgrade' | 'downgrade';
  /** What it does to the object: `renames or drops`, `refers to` … */
  readonly does: string;
}

export interface UnorderedConflict extends UnorderedSide {
  /** What both reach: `orders`, `column orders.total`. */
  readonly thing: string;
  /** The revision that has to come first. */
  readonly other: UnorderedSide;
}

/**
 * Two revisions touch the same object, and no path of the graph decides which one comes first.
 *
 * @cause A revision changes something that a revision of another slice or branch uses, and neither revises or depends
 * on the other, so an empty database may run them in another order than yours did.
 * @repair Name the one that must come first in the header of the other: `-- depends-on: <revision>`. Join branches of
 * one slice with `migrate merge`, which runs both orders.
 */
export class UnorderedConflictError extends MigratorError<UnorderedConflict> {
  readonly code = 'unordered-conflict';
  override readonly outcome = 'found';

  constructor(facts: UnorderedConflict) {
    const { file, thing, revision, other } = facts;
    const isBack = facts.direction === 'downgrade' || other.direction === 'downgrade';
    super(facts, {
      message: `${sentence(facts)} ${thing}, and ${sentence(other)} it; no path of the graph orders ${revision} and ${other.revision}`,
      hint: `Add "-- depends-on: ${other.revision}" to the header of ${file}, so that ${other.revision} always comes first${isBack ? ', and is reverted last' : ''}.`,
    });
  }
}

function sentence({ file, line, direction, does }: UnorderedSide): string {
  return `${file}:${line}${direction === 'downgrade' ? ', when reverted,' : ''} ${does}`;
}
