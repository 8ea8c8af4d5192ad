import { test } from 'vitest';

/** `all` is what CI tries; a number is the seed of a sample, to have it again. */
const given = process.env.BRAID_SAMPLE;
const seed = given === undefined || given === 'all' ? Math.floor(Math.random() * 2 ** 31) : Number(given);

/** What a reader has to set to get the same sample; part of the names of tests. */
export const SAMPLE = `BRAID_SAMPLE=${given ?? seed}`;

/**
 * Another part of a long table of cases in every run: one of each `size` that follow each other, in their order. All of
 * them with `BRAID_SAMPLE=all`.
 */
export function sampled<Case>(cases: readonly Case[], size: number): readonly Case[] {
  if (given === 'all') return cases;
  return cases.filter((_, index) => index % size === chosen(Math.floor(index / size), size));
}

/** Somebody asked for these files: then no test of theirs is left out. Set by `vitest.config.ts`. */
const areFilesNamed = process.env.BRAID_TEST_FILES === 'named';

/**
 * Whether a long test is part of this run, which is the case in one of `size` runs. Always with `BRAID_SAMPLE=all`, and
 * where files are named.
 */
export function inSample(title: string, size = 2): boolean {
  if (given === 'all' || areFilesNamed) return true;
  const group = [...title].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
  return chosen(group, size) === 0;
}

/** A test that takes long: see `inSample`; skipped, and shown as that, in the other runs. */
export function longTest(title: string, work: () => Promise<void> | void): void {
  test.runIf(inSample(title))(title, work);
}

/** mulberry32: which one of a group. */
function chosen(group: number, size: number): number {
  let state = (seed + group * 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) % size;
}
