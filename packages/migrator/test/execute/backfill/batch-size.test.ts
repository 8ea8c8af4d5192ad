import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchProgress } from '../../../src/execute/backfill/batch-progress.ts';
import { nextSize, smallerSize } from '../../../src/execute/backfill/next-size.ts';
import { paceOf } from '../../../src/execute/backfill/pace-of.ts';

test.each([
  [1_000, 250, 250, 1_000],
  [1_000, 100, 250, 1_500],
  [1_000, 10_000, 250, 500],
  [1_000, 500, 250, 500],
  [2_000, 400, 250, 1_250],
  [50_000, 1, 250, 50_000],
  [40_000, 200, 250, 50_000],
  [600, 10_000, 250, 500],
  [1, 10_000, 250, 2],
  [100, 0, 250, 150],
])('after %i rows in %i ms (target %i ms) come %i', (size, took, target, expected) => {
  expect(nextSize(size, took, target)).toBe(expected);
});

test('a size is never more than half as much again, nor more than the most', () => {
  const rows = fc.integer({ min: 1, max: 60_000 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 1, max: 1e6 }), (size, took, target) => {
      const next = nextSize(size, took, target);
      expect(next).toBeGreaterThanOrEqual(1);
      expect(next).toBeLessThanOrEqual(Math.min(50_000, Math.ceil(size * 1.5)));
    }),
  );
});

test.each([
  [10_000, 250, 50, 2_000],
  [50_000, 250, 10, 2_000],
  [1_000, 250, 50, 500],
  [40, 250, 50, 40],
])('of %i rows for %i ms, %i ms have %i', (size, from, target, expected) => {
  expect(smallerSize(size, from, target)).toBe(expected);
});

test.each([
  [{}, false, { targetMs: 10, pause: 0.5 }],
  [{}, true, { targetMs: 250, pause: 0 }],
  [{ targetMs: 250 }, false, { targetMs: 250, pause: 0.5 }],
  [{ pause: 0.1 }, true, { targetMs: 250, pause: 0.1 }],
  [{ targetMs: 30, pause: 0 }, false, { targetMs: 30, pause: 0 }],
])('where a revision says %j, and nobody else is at work: %s', (asked, isAlone, expected) => {
  expect(paceOf(asked, isAlone)).toEqual(expected);
});

test.each([
  [0, 10],
  [1, 12],
  [15, 40],
  [20, 50],
  [300, 50],
  // A clock that was set back.
  [-3_600_000, 10],
  // Before the first answer.
  [Number.POSITIVE_INFINITY, 50],
])('where the server answers in %s ms, a batch beside others lasts %i', (answerMs, expected) => {
  expect(paceOf({}, false, answerMs).targetMs).toBe(expected);
  expect(paceOf({ targetMs: 30 }, false, answerMs).targetMs).toBe(30);
  expect(paceOf({}, true, answerMs).targetMs).toBe(250);
});

const state = {
  revision: 'aaaa',
  slice: 'events',
  direction: 'upgrade',
  table: 't',
  key: ['id'],
  size: 10,
  batches: 3,
  failed: [],
  since: '',
  updatedAt: '',
} as const;

test('progress is of the estimate, and never done before the end', () => {
  const progress = (keys: number, estimate: number, busyMs: number) =>
    batchProgress({ ...state, keys, rows: keys, estimate, busyMs });
  expect(progress(630, 1_000, 2_000)).toMatchObject({ percent: 63, rowsPerSecond: 315, leftMs: 1_175 });
  expect(progress(0, 1_000, 0)).toMatchObject({ percent: 0, rowsPerSecond: null, leftMs: null });
  expect(progress(1_000, 1_000, 1_000)).toMatchObject({ percent: 99, leftMs: 0 });
  // Nobody knows how many there are.
  const unknown = { percent: null, estimate: null, leftMs: null };
  expect(progress(2_000, 1_000, 1_000)).toMatchObject({ ...unknown, rowsPerSecond: 2_000 });
  expect(progress(0, 0, 0)).toMatchObject({ ...unknown, rowsPerSecond: null });
});
