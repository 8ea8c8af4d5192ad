import { expect, test } from 'vitest';
import { blockerNews } from '../../../../src/cli/text/running/blocker-news.ts';
import { PLAIN } from '../../../../src/cli/text/style.ts';
import type { Blocker } from '../../../../src/ports/database/database-observer.ts';

const blocker = (pid: number, ageMs = 1000): Blocker => ({
  ...{ pid, ageMs, relation: 'items', mode: 'AccessShareLock', state: 'active', user: 'ann', application: 'psql' },
});
const event = (revision: string, ...blockers: readonly Blocker[]) => ({
  ...({ type: 'blocked', blockers, waitedMs: 1, n: 1, of: 1, revision, slice: 's', file: 'f', message: 'm' } as const),
  direction: 'upgrade' as const,
});
const line = (revision: string, pid: number, time = '1.0 s') =>
  `blocked ${revision} by pid ${pid} (psql by ann, active for ${time}, AccessShareLock on items)`;

test('each is reported once, and once more when it is gone', () => {
  const news = blockerNews(PLAIN);
  expect(news(event('a1', blocker(1)))).toBe(line('a1', 1));
  expect(news(event('a1', blocker(1, 9000)))).toBeUndefined();
  expect(news(event('a1', blocker(1), blocker(2, 2000)))).toBe(line('a1', 2, '2.0 s'));
  expect(news(event('a1', blocker(3)))).toBe(
    `free pid 1 no longer blocks a1\nfree pid 2 no longer blocks a1\n${line('a1', 3)}`,
  );
  // Another revision: whoever blocks it is told.
  expect(news(event('b1', blocker(3)))).toBe(line('b1', 3));
  const prepared = { ...blocker(0), prepared: 'order 7' };
  expect(news(event('b1', prepared))).toMatch(/^free pid 3 no longer blocks b1\nblocked b1 by .*order 7/);
});
