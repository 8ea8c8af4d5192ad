import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PERIOD_UNITS } from '../../../src/schema/partitioning/partitioning.ts';
import { periodName, periodOf, periodsFrom, shifted } from '../../../src/schema/partitioning/period.ts';

test.each([
  ['2026-11-28', 'day', '2026-11-28', '2026-11-29', '2026_11_28'],
  ['2026-11-28', 'week', '2026-11-23', '2026-11-30', '2026w48'],
  ['2027-01-01', 'week', '2026-12-28', '2027-01-04', '2026w53'],
  ['2024-12-30', 'week', '2024-12-30', '2025-01-06', '2025w01'],
  ['2026-12-31', 'month', '2026-12-01', '2027-01-01', '2026_12'],
  ['2026-11-28', 'quarter', '2026-10-01', '2027-01-01', '2026q4'],
  ['2024-02-29', 'year', '2024-01-01', '2025-01-01', '2024'],
] as const)('%s is in a %s', (day, unit, from, to, name) => {
  const period = periodOf(day, unit);
  expect([period, periodName(period, unit)]).toEqual([{ from, to }, name]);
});

test('periods follow each other without a gap, with a name each, and can be counted back', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), fc.constantFrom(...PERIOD_UNITS), (date, ahead, unit) => {
      const today = date.toISOString().slice(0, 10);
      const periods = periodsFrom(today, today, ahead, unit);
      expect(periods).toHaveLength(ahead + 1);
      expect(periods[0]?.from === today || (periods[0]?.from ?? '') < today).toBe(true);
      expect((periods[0]?.to ?? '') > today).toBe(true);
      for (const [at, period] of periods.entries()) if (at > 0) expect(period.from).toBe(periods[at - 1]?.to);
      expect(new Set(periods.map((period) => periodName(period, unit))).size).toBe(periods.length);
      expect(periods.map((period) => shifted(period, -ahead, unit)).at(-1)).toEqual(periods[0]);
    }),
    { numRuns: 200 },
  );
});
