import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchPace } from '../../../src/execute/run/batch-pace.ts';

/** The sizes of the messages for a run whose revisions each take so long. */
function sizes(first: number, msEach: readonly number[]): readonly number[] {
  const pace = new BatchPace({ batchRevisions: first });
  return msEach.map((ms) => {
    const size = pace.revisions;
    pace.took(size, size * ms);
    return size;
  });
}

test('quick revisions travel in larger and larger messages, up to a limit', () => {
  expect(sizes(25, [0, 0, 0, 0, 0, 0])).toEqual([25, 50, 100, 200, 200, 200]);
});

test('a message takes a fifth of a second when revisions allow it, and slow ones go back to the first size', () => {
  expect(sizes(25, [1, 1, 1, 2, 4, 50, 1])).toEqual([25, 50, 100, 200, 100, 50, 25]);
});

test('where each revision has a message of its own, it keeps it', () => {
  expect(sizes(1, [0, 0, 0])).toEqual([1, 1, 1]);
});

test('no message has fewer revisions than the first one, or more than a run that takes too long allows', () => {
  const taken = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100 }), taken, (first, msEach) => {
      const all = sizes(first, msEach);
      all.forEach((size, at) => {
        expect(size).toBeGreaterThanOrEqual(first);
        expect(size).toBeLessThanOrEqual(first * 8);
        const before = msEach[at - 1];
        if (before !== undefined && size > first) expect(size * before).toBeLessThanOrEqual(201);
      });
    }),
  );
});
