import { expect, test } from 'vitest';
import { HolderWatch } from '../../../src/execute/lease/holder-watch.ts';

const ahead = { mark: '1', leaseMs: 10_000, isAhead: true };

test.each<[string, readonly (readonly [atMs: number, heartbeat: Partial<typeof ahead> | undefined])[], boolean]>([
  ['silent for a whole lease', seconds(0, 3, 6, 10), true],
  ['silent, but not yet for a whole lease', seconds(0, 3, 6, 9.9), false],
  ['a heartbeat in between', [...seconds(0, 3, 6), [9_000, { mark: '2' }], [12_000, { mark: '2' }]], false],
  ['silent again after a heartbeat', [[0, { mark: '0' }], ...seconds(3, 6, 9, 13)], true],
  ['expiry is near enough to wait for', [...seconds(0, 3, 6), [20_000, { isAhead: false }]], false],
  ['the clock was set back while it was silent', [[0, { isAhead: false }], ...seconds(5, 10)], true],
  ['this process stood still itself', seconds(0, 3_600), false],
  ['looks that failed in between', [...seconds(0, 3, 6), [9_000, undefined], ...seconds(12)], false],
])('%s', (_name, looks, isSilent) => {
  const watch = new HolderWatch();
  let last: string | undefined;
  for (const [atMs, heartbeat] of looks) {
    expect(last).toBeUndefined();
    last = watch.look(heartbeat && { ...ahead, ...heartbeat }, atMs);
  }
  expect(last).toBe(isSilent ? '1' : undefined);
});

function seconds(...at: readonly number[]): [number, Partial<typeof ahead>][] {
  return at.map((second) => [second * 1_000, {}]);
}
