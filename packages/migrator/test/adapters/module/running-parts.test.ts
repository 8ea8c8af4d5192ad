import { expect, test } from 'vitest';
import { RunningParts } from '../../../src/adapters/module/guard/running-parts.ts';

function resolvable() {
  let resolve: (text: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve: (text: string) => resolve(text), reject: (error: Error) => reject(error) };
}

test('parts are settled when each one has ended, however it ended, and those that began meanwhile', async () => {
  const parts = new RunningParts();
  expect(parts.areSettled).toBe(true);
  const first = resolvable();
  const second = resolvable();
  const told: string[] = [];
  parts.add(first.promise);
  const settled = parts.settled().then(() => told.push('settled'));
  expect(parts.areSettled).toBe(false);
  const kept = parts.add(second.promise);
  first.resolve('one');
  await first.promise;
  await Promise.resolve();
  expect([parts.areSettled, told]).toEqual([false, []]);
  second.reject(new Error('two'));
  await expect(kept).rejects.toThrow('two');
  await settled;
  expect([parts.areSettled, told]).toEqual([true, ['settled']]);
});
