import { BATCH_ROWS } from '../../revision/batch/batch.ts';

/** A batch may have at most 1.5 times the rows of the one before, and at least half of them. */
const FACTOR = { least: 0.5, most: 1.5 } as const;

/**
 * The number of rows for the next batch to take the target time.
 *
 * @param tookMs how long a batch of `size` rows took, its commit included
 */
export function nextSize(size: number, tookMs: number, targetMs: number): number {
  const factor = Math.min(FACTOR.most, Math.max(FACTOR.least, targetMs / Math.max(1, tookMs)));
  // After rows had to be left out or tried alone, batches grow to the least number step by step.
  const least = Math.min(BATCH_ROWS.least, Math.ceil(size * FACTOR.most));
  return Math.max(least, Math.min(BATCH_ROWS.most, Math.round(size * factor)));
}

/** Of rows that take a longer time, how many take the target time: for when somebody else begins to work. */
export function smallerSize(size: number, fromMs: number, targetMs: number): number {
  return Math.max(Math.min(size, BATCH_ROWS.least), Math.round((size * targetMs) / fromMs));
}
