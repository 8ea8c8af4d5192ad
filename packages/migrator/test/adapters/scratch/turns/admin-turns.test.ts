import { expect, test } from 'vitest';
import { AdminTurns } from '../../../../src/adapters/scratch/turns/admin-turns.ts';

/** Work that ends when it is told to, and says when it begins. */
function steps() {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const step = (name: string) => () =>
    new Promise<string>((resolve) => {
      began.push(name);
      ends.set(name, () => resolve(name));
    });
  return { began, step, end: (name: string) => ends.get(name)?.() };
}

test('one at a time in their order, and what nobody waits for after all others', async () => {
  const { began, step, end } = steps();
  const turns = new AdminTurns();
  const all = [
    turns.run(step('a')),
    turns.runLast(step('last')),
    turns.run(step('b')),
    turns.runLast(step('very last')),
    turns.run(step('c')),
  ];
  expect(began).toEqual(['a']);
  for (const [at, name] of ['a', 'b', 'c', 'last', 'very last'].entries()) {
    end(name);
    await all.at([0, 2, 4, 1, 3][at] ?? 0);
  }
  expect(began).toEqual(['a', 'b', 'c', 'last', 'very last']);
});

test('what fails lets the next one begin', async () => {
  const turns = new AdminTurns();
  const failed = turns.run(() => Promise.reject(new Error('on purpose')));
  const next = turns.runLast(async () => 'next');
  await expect(failed).rejects.toThrow('on purpose');
  expect(await next).toBe('next');
  expect(await turns.run(async () => 'another')).toBe('another');
});
