import { expect, test } from 'vitest';
import { isAbandonedSuffix, scratchSuffix } from '../../../src/adapters/scratch/scratch-name.ts';

const now = Date.UTC(2026, 10, 21);
const mine = scratchSuffix({ host: 'here', pid: 42 }, now, 'abcd0123');
const dead = () => false;
const alive = () => true;

test('the name holds maker and time, and fits into a name of PostgreSQL', () => {
  expect(mine).toMatch(/^[0-9a-f]{8}_42_1795219200_abcd0123$/);
  expect(
    `braid_scratch_${scratchSuffix({ host: 'x'.repeat(99), pid: 4_194_304 }, now, 'abcd0123')}`.length,
  ).toBeLessThan(63);
});

test.each([
  ['of a living process here', mine, 'here', now + 9e9, alive, false],
  ['of a dead process here', mine, 'here', now, dead, true],
  ['of another machine, new', mine, 'there', now + 60_000, dead, false],
  ['of another machine, hours old', mine, 'there', now + 7 * 3_600_000, alive, true],
  ['of somebody else', 'sales', 'here', now, dead, false],
  ['of somebody else who counts too', '12_34', 'here', now, dead, false],
])('a database %s', (_what, suffix, host, at, isRunning, abandoned) => {
  expect(isAbandonedSuffix(suffix, host, at, isRunning)).toBe(abandoned);
});
