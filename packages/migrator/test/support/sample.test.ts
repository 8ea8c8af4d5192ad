import { expect, test } from 'vitest';
import { SAMPLE, sampled } from './sample.ts';

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
