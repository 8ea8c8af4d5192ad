import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictDuration } from '../../../src/lint/blocks/predict-duration.ts';

const positive = fc.double({ min: 0.001, max: 1e4, noNaN: true });
const share = fc.double({ min: 1e-5, max: 1, noNaN: true });

test('what takes the same for each row is predicted, be there a part that takes as long for any number', () => {
  fc.assert(
    fc.property(positive, positive, share, (fixed, perAll, most) => {
      const at = (part: number) => ({
        share: part,
        rows: Math.max(1, Math.round(part * 1e7)),
        ms: [fixed + perAll * part],
      });
      const found = predictDuration({ points: [at(most / 10), at(most)], isLogSkipped: false });
      expect(found?.lowMs).toBeLessThanOrEqual(Math.max(1, fixed + perAll));
      expect(found?.highMs).toBeGreaterThanOrEqual(fixed + perAll);
    }),
  );
});

test('the interval is in order, whatever was measured', () => {
  const ms = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 3 });
  const point = fc.record({ share, rows: fc.integer({ min: 1, max: 200_000 }), ms });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 4 }), fc.boolean(), (points, isLogSkipped) => {
      const found = predictDuration({ points, isLogSkipped });
      expect(found === undefined).toBe(points.every((each) => each.ms.length === 0));
      if (found === undefined) return;
      expect(found.lowMs).toBeGreaterThanOrEqual(1);
      expect(found.highMs).toBeGreaterThanOrEqual(found.lowMs);
      expect(Number.isFinite(found.highMs)).toBe(true);
    }),
  );
});

test('a line that falls is noise: the share of each row counts', () => {
  const points = [
    { share: 0.01, rows: 20_000, ms: [90] },
    { share: 0.1, rows: 200_000, ms: [80] },
  ];
  const found = predictDuration({ points, isLogSkipped: false });
  expect(found?.lowMs).toBeCloseTo(800 / 1.3);
  expect(found?.highMs).toBeGreaterThan(800 * 1.3);
});

test('what a server does not log takes production longer', () => {
  const points = [{ share: 0.1, rows: 200_000, ms: [80] }];
  const [logged, skipped] = [false, true].map((isLogSkipped) => predictDuration({ points, isLogSkipped }));
  expect(skipped?.lowMs).toBe(logged?.lowMs);
  expect(skipped?.highMs).toBeCloseTo(2 * (logged?.highMs ?? 0));
});
