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

/** mulberry32: which one of a group. */
function chosen(group: number, size: number): number {
  let state = (seed + group * 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) % size;
}
