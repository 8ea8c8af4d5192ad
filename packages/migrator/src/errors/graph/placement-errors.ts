import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

export interface NotAHead extends RevisionPlace {
  readonly heads: readonly string[];
  /** The same, for people: `events@head`, `events 3598306a3a51`. */
  readonly named: readonly string[];
}

/**
 * A new revision would have a parent that has children already.
 * @cause `--head` names a revision in the middle of a branch, which would split it there.
 * @repair Build on a head, or branch off on purpose with `--splice`.
 */
export class NotAHeadError extends MigratorError<NotAHead> {
  readonly code = 'not-a-head';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: NotAHead) {
    super(facts, {
      message: `Revision ${describePlace(facts)} is not a head.`,
      hint: `Build on a head (${facts.named.slice(0, 4).join(', ')}), or branch off here on purpose with --splice.`,
    });
  }
}

export interface DuplicateHeads {
  readonly revisions: readonly string[];
}

/**
 * A merge names the same revision twice.
 * @cause Two of the symbols that were given lead to the same revision, such as an id and `events@head`.
 * @repair Name each parent once.
 */
export class DuplicateHeadsError extends MigratorError<DuplicateHeads> {
  readonly code = 'duplicate-heads';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: DuplicateHeads) {
    super(facts, {
      message: `The same parent is given twice: ${facts.revisions.join(', ')}.`,
      hint: 'Name each parent once.',
    });
  }
}

export interface SliceRequired {
  readonly slices: readonly string[];
}

/**
 * A new revision could be in any slice.
 * @cause The workspace has several slices, and neither a parent nor the current folder decides which one.
 * @repair Name it with `--slice`.
 */
export class SliceRequiredError extends MigratorError<SliceRequired> {
  readonly code = 'slice-required';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: SliceRequired) {
    super(facts, {
      message: 'The new revision could be in any slice.',
      hint: `Name it with --slice: ${facts.slices.join(', ')}.`,
    });
  }
}
