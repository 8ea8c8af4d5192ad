import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { liveMode } from '../../../src/cli/live/open-live.ts';
import { stepLines } from '../../../src/cli/live/step-lines.ts';
import { screenOf } from '../../../src/cli/screen.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const place = {
  n: 1,
  of: 2,
  revision: 'a1',
  slice: 'shop',
  file: 'a1.sql',
  message: 'items',
  direction: 'upgrade',
} as const;
const step = { step: 'schemas', detail: 'shop' } as const;

function told(): { lines: string[]; hear(event: RunnerEvent): void } {
  const lines: string[] = [];
  return { lines, hear: stepLines({ write: (text) => lines.push(text.trimEnd()) }, PLAIN) };
}

test('what takes long is reported when it has begun, every ten seconds, and when it is over', () => {
  const { lines, hear } = told();
  hear({ type: 'step-started', ...step });
  vi.advanceTimersByTime(900);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(25_000);
  expect(lines).toEqual([
    '… reading the schemas of shop',
    '… reading the schemas of shop (10.0 s)',
    '… reading the schemas of shop (20.0 s)',
  ]);
  hear({ type: 'step-done', ...step, durationMs: 25_900 });
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(3)).toEqual(['✓ reading the schemas of shop  25.9 s']);
});

test('what is soon over is not told', () => {
  const { lines, hear } = told();
  hear({ type: 'step-started', ...step });
  hear({ type: 'revision-started', ...place });
  vi.advanceTimersByTime(999);
  hear({ type: 'step-done', ...step, durationMs: 999 });
  hear({ type: 'revision-done', durationMs: 999, ...place });
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual([]);
});

test('a revision that continues is reported; its end is a line of the run', () => {
  const { lines, hear } = told();
  hear({ type: 'revision-started', ...place });
  vi.advanceTimersByTime(10_500);
  hear({ type: 'revision-done', durationMs: 10_500, ...place });
  hear({ type: 'revision-started', ...place, n: 2, revision: 'b1' });
  vi.advanceTimersByTime(1_500);
  expect(lines).toEqual(['… 1/2 ↑ a1  shop  items', '… 1/2 ↑ a1  shop  items (10.0 s)', '… 2/2 ↑ b1  shop  items']);
});

test.each([
  ['a terminal', 'live', {}, {}, true],
  ['a terminal in CI', 'plain', {}, { CI: 'true' }, true],
  ['a terminal that can do nothing', 'plain', {}, { TERM: 'dumb' }, true],
  ['a file', 'plain', {}, {}, false],
  ['--quiet', 'off', { quiet: true }, {}, true],
  ['--json', 'off', { json: true }, {}, true],
  ['BRAID_PROGRESS=off', 'off', {}, { BRAID_PROGRESS: 'off' }, true],
  ['BRAID_PROGRESS=plain', 'plain', {}, { BRAID_PROGRESS: 'plain' }, true],
  ['NO_COLOR', 'live', {}, { NO_COLOR: '1' }, true],
] as const)('%s: %s', (_, mode, globals, env, isTTY) => {
  const stream = { write: () => true, isTTY };
  expect(liveMode(globals, screenOf({ stdout: stream, stderr: stream, env, cwd: '/' }))).toBe(mode);
});
