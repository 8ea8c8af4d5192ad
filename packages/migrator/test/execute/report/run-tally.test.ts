import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../../src/errors/run/interrupted-error.ts';
import { UsageError } from '../../../src/errors/usage/usage-error.ts';
import { RunTally } from '../../../src/execute/report/run-tally.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';

const START = {
  direction: 'upgrade',
  runs: 'migrate upgrade',
  tag: null,
  host: 'here',
  startedAt: '2026-01-01T00:00:00.000Z',
} as const;

const place = (revision: string) => ({
  n: 1,
  of: 2,
  revision,
  slice: 'events',
  file: 'f',
  message: 'm',
  direction: 'upgrade' as const,
});

function tally(...events: readonly RunnerEvent[]): RunTally {
  const made = new RunTally(START);
  for (const event of events) made.hear(event);
  return made;
}

test('adds up waits once a revision, retries, and what is committed', () => {
  const made = tally(
    { type: 'database', display: 'db', source: 'x' },
    { type: 'lease-acquired', runId: 'r1' },
    { type: 'blocked', blockers: [], waitedMs: 100, ...place('a') },
    { type: 'blocked', blockers: [], waitedMs: 300, ...place('a') },
    { type: 'retrying', attempt: 1, inMs: 5, sqlState: '55P03', why: 'w', ...place('b') },
    { type: 'retrying', attempt: 1, inMs: 5, sqlState: '40001', why: 'w', ...place('c') },
    { type: 'revision-done', durationMs: 7, ...place('a') },
    { type: 'revision-done', durationMs: 8, ...place('b') },
    { type: 'commits-lost', revisions: ['b'] },
    { type: 'revision-done', durationMs: 9, ...place('b') },
  );
  expect(made.report({ kind: 'done', heads: ['b'], runId: 'r1' }, 50)).toEqual({
    ...START,
    result: 'done',
    durationMs: 50,
    runId: 'r1',
    database: 'db',
    revisions: [
      { revision: 'a', slice: 'events', direction: 'upgrade', durationMs: 7 },
      { revision: 'b', slice: 'events', direction: 'upgrade', durationMs: 9 },
    ],
    heads: ['b'],
    retries: 2,
    lockWaits: 2,
    lockWaitMs: 300,
    error: null,
  });
});

describe('how a run ended', () => {
  test.each([
    ['failed', new InterruptedError({ during: 'call' }), 'interrupted'],
    ['refused', new UsageError({ problem: 'no-command' }), 'usage'],
    ['failed', new TypeError('x'), 'internal'],
    ['failed', { odd: 1 }, 'internal'],
  ])('%s', (result, error, code) => {
    const report = tally().report({ kind: 'threw', error }, 1);
    expect(report).toMatchObject({ result, error: { code }, runId: null, database: null, heads: null });
  });
});
