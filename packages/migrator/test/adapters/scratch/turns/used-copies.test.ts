import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { UsedCopies } from '../../../../src/adapters/scratch/turns/used-copies.ts';

test('every copy is dropped once, the first one first, and sixteen wait at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string(), { maxLength: 60 }), async (names) => {
      const dropped: string[] = [];
      const copies = new UsedCopies(async (name) => void dropped.push(name));
      for (const [at, name] of names.entries()) {
        copies.add(name);
        expect(dropped).toEqual(names.slice(0, Math.max(0, at + 1 - 16)));
      }
      await copies.end();
      expect(dropped).toEqual(names);
      await copies.end();
      expect(dropped).toEqual(names);
    }),
  );
});

test('one that could not be dropped is reported in the end, after the others', async () => {
  const dropped: string[] = [];
  const copies = new UsedCopies(async (name) => {
    if (name === '1') throw new Error('replication slot');
    dropped.push(name);
  });
  for (let n = 0; n < 20; n += 1) copies.add(String(n));
  await expect(copies.end()).rejects.toThrow('replication slot');
  expect(dropped).toHaveLength(19);
  await copies.end();
});

test('nothing waits in a process that has no more copies to make', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const dropped: string[] = [];
  const copies = new UsedCopies(async (name) => void dropped.push(name));
  copies.add('a');
  vi.advanceTimersByTime(9_000);
  copies.add('b');
  vi.advanceTimersByTime(9_000);
  expect(dropped).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(dropped).toEqual(['a', 'b']);
});
