import { expect, test } from 'vitest';
import { inSample, SAMPLE, sampled } from './sample.ts';

test('a sample has one of each group, in order, and the same one within a run', () => {
  const cases = Array.from({ length: 300 }, (_, index) => index);
  const found = sampled(cases, 3);
  expect(found).toEqual(sampled(cases, 3));
  if (SAMPLE === 'BRAID_SAMPLE=all') expect(found).toEqual(cases);
  else {
    expect(found.map((each) => Math.floor(each / 3))).toEqual(Array.from({ length: 100 }, (_, index) => index));
    // Not always the first, the second or the third: who knows the table cannot avoid it.
    expect(new Set(found.map((each) => each % 3)).size).toBe(3);
  }
});

test('a long test has its turn in about one of two runs, or always where files are named', () => {
  const titles = Array.from({ length: 400 }, (_, index) => `test ${index}`);
  const taken = titles.filter((title) => inSample(title)).length;
  if (SAMPLE === 'BRAID_SAMPLE=all' || process.env.BRAID_TEST_FILES === 'named') expect(taken).toBe(400);
  else expect(Math.abs(taken - 200)).toBeLessThan(80);
});
