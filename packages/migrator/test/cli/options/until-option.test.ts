import { expect, test } from 'vitest';
import { nextAt } from '../../../src/cli/options/until-option.ts';

test.each([
  ['2026-11-29T05:59:59', 360, '2026-11-29T06:00:00'],
  ['2026-11-29T06:00:00', 360, '2026-11-30T06:00:00'],
  ['2026-12-31T23:30:00', 0, '2027-01-01T00:00:00'],
])('after %s the minute %i of a day comes at %s', (now, minute, at) => {
  expect(nextAt(minute, new Date(now))).toEqual(new Date(at));
});
