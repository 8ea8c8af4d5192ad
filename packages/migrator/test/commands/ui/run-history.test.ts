import { expect, test } from 'vitest';
import { runHistory } from '../../../src/commands/ui/run-history.ts';
import type { LogEntry, LogNote } from '../../../src/state/log.ts';

/** Newest first, as a log is read: `run` and what was written. */
function log(...notes: readonly (readonly [run: string, note: LogNote])[]): readonly LogEntry[] {
  return notes
    .map(([runId, note], at) => ({
      ...{ ...note, runId, id: String(at), by: `somebody of ${runId}`, toolVersion: '1' },
      at: `2026-11-29T12:00:0${at}.000Z`,
    }))
    .reverse();
}

const revision = (id: string, event: LogNote['event'] = 'done'): LogNote => ({
  ...{ action: 'upgrade', event, revision: id },
});

test('entries are put together by their runs, also when two ran at the same time', () => {
  const runs = runHistory(
    log(
      ['a', { action: 'run', event: 'started', message: 'upgrade heads' }],
      ['a', revision('aaaa1111')],
      ['b', { action: 'run', event: 'started', message: 'stamp base' }],
      ['a', revision('bbbb2222', 'started')],
      ['b', { action: 'run', event: 'done', durationMs: 5 }],
      ['a', revision('bbbb2222')],
      ['a', { action: 'run', event: 'done', durationMs: 70 }],
    ),
  );
  expect(runs.map(({ steps, ...run }) => ({ ...run, steps: steps.map((step) => step.id) }))).toEqual([
    {
      ...{ runId: 'a', command: 'upgrade heads', outcome: 'done', at: '2026-11-29T12:00:00.000Z' },
      ...{ by: 'somebody of a', durationMs: 70, revisions: 2, steps: ['1', '3', '5'] },
    },
    {
      ...{ runId: 'b', command: 'stamp base', outcome: 'done', at: '2026-11-29T12:00:02.000Z' },
      ...{ by: 'somebody of b', durationMs: 5, revisions: 0, steps: [] },
    },
  ]);
});

test.each<[string, ReturnType<typeof log>, 'done' | 'failed' | 'open', number]>([
  ['that is at work', log(['a', { action: 'run', event: 'started', message: 'x' }], ['a', revision('r')]), 'open', 1],
  [
    'that failed, whose last entry says why',
    log(
      ['a', { action: 'run', event: 'started', message: 'x' }],
      ['a', revision('r', 'failed')],
      ['a', { action: 'run', event: 'failed', message: 'why' }],
    ),
    'failed',
    2,
  ],
  [
    'whose beginning was not read',
    log(['a', revision('r')], ['a', { action: 'run', event: 'done', durationMs: 1 }]),
    'done',
    1,
  ],
  ['of which only a step was read', log(['a', revision('r', 'failed')]), 'failed', 1],
  ['whose step has begun', log(['a', revision('r', 'started')]), 'open', 1],
])('a run %s', (_what, entries, outcome, steps) => {
  const [run, ...others] = runHistory(entries);
  expect(others).toEqual([]);
  expect([run?.outcome, run?.steps.length]).toEqual([outcome, steps]);
});
