import { BATCH_ROWS } from '../../revision/batch/batch.ts';

/** A batch may be half as much again as the one before, or half of it. */
const FACTOR = { least: 0.5, most: 1.5 } as const;

/**
 * How many rows the next batch should have so that it takes the time that is aimed at.
 *
 * @param tookMs how long a batch of `size` rows took, its commit included
 */
export function nextSize(size: number, tookMs: number, targetMs: number): number {
  const factor = Math.min(FACTOR.most, Math.max(FACTOR.least, targetMs / Math.max(1, tookMs)));
  // After rows had to be left out or tried alone, batches grow to the least number step by step.
  const least = Math.min(BATCH_ROWS.least, Math.ceil(size * FACTOR.most));
  return Math.max(least, Math.min(BATCH_ROWS.most, Math.round(size * factor)));
}
