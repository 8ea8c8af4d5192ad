import { MigratorError, type Outcome } from '../migrator-error.ts';
import type { FailedInMerge } from './does-not-commute.ts';

/**
 * A branch cannot be applied even by itself, so the merge cannot be proven.
 * @cause A revision below the merge fails on an empty database or on rows, whatever the order is.
 * @repair Correct that revision first; `migrate validate <revision>` shows what is wrong with it.
 */
export class MergeBranchFailsError extends MigratorError<FailedInMerge> {
  readonly code = 'merge-branch-fails';
  override readonly outcome: Outcome = 'found';
  constructor(facts: FailedInMerge, options: ErrorOptions) {
    super(facts, {
      message: `The merge cannot be proven, because a revision below it fails by itself: ${facts.said}`,
      hint: `Correct it first: migrate validate ${facts.revision ?? 'heads'}`,
      cause: options.cause,
    });
  }
}

export interface TooManyHeadsToMerge {
  readonly heads: readonly string[];
  readonly limit: number;
}

/**
 * There are too many heads to prove in every relevant order.
 * @cause Many branches are merged at once, and each head multiplies the orders to run.
 * @repair Join some of them first: `migrate merge <a few heads>`, then the rest.
 */
export class TooManyHeadsToMergeError extends MigratorError<TooManyHeadsToMerge> {
  readonly code = 'merge-too-many-heads';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: TooManyHeadsToMerge) {
    const { heads, limit } = facts;
    super(facts, {
      message: `${heads.length} heads are too many for one merge; at most ${limit} are proven at a time.`,
      hint: `Join some of them first: migrate merge ${heads.slice(0, limit).join(' ')}`,
    });
  }
}
