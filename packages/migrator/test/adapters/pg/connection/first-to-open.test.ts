import { expect, test, vi } from 'vitest';
import { firstToOpen } from '../../../../src/adapters/pg/connection/first-to-open.ts';

interface Opened {
  readonly name: string;
  closed: boolean;
  close(): Promise<void>;
}

/** Doors that open after so long, or fail; `Infinity` is never answered. */
function doors(...after: readonly (number | Error)[]) {
  const opened: Opened[] = [];
  let asked = 0;
  const open = (): Promise<Opened> => {
    const number = asked;
    asked += 1;
    const wait = after[number] ?? Number.POSITIVE_INFINITY;
    if (wait instanceof Error) return Promise.reject(wait);
    const door: Opened = {
      name: String(number),
      closed: false,
      close: async () => {
        door.closed = true;
      },
    };
    return new Promise((resolve) => {
      if (!Number.isFinite(wait)) return;
      setTimeout(() => {
        opened.push(door);
        resolve(door);
      }, wait);
    });
  };
  return { open, opened, asked: () => asked };
}

test.each<[string, readonly (number | Error)[], string, number]>([
  ['the first is quick', [10], '0', 1],
  ['the first is never answered', [Number.POSITIVE_INFINITY, 10], '1', 2],
  ['the first fails at once', [new Error('a'), 10], '', 1],
  ['all are slow', [5_000, 5_000, 5_000], '0', 3],
  ['two are never answered', [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 10], '2', 3],
])('%s', async (_name, after, name, tries) => {
  vi.useFakeTimers();
  try {
    const { open, opened, asked } = doors(...after);
    const first = firstToOpen(open, { everyMs: 1_000, most: 3, limitMs: 30_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    const got = await first;
    // A failure is told at once when nothing else is running.
    if (after[0] instanceof Error) return void expect([got, asked()]).toEqual([after[0], 1]);
    expect([got, asked()]).toMatchObject([{ name, closed: false }, tries]);
    expect(opened.filter((door) => door !== got).every(({ closed }) => closed)).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('rejects with the first error when all failed', async () => {
  const { open } = doors(new Error('a'), new Error('b'));
  await expect(firstToOpen(open, { everyMs: 0, most: 3, limitMs: 30_000 })).rejects.toThrow('a');
});

test('gives up what never answers', async () => {
  vi.useFakeTimers();
  try {
    const { open, asked } = doors();
    const first = expect(firstToOpen(open, { everyMs: 1_000, most: 3, limitMs: 30_000 })).rejects.toThrow('30 s');
    await vi.advanceTimersByTimeAsync(30_000);
    await first;
    expect(asked()).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
