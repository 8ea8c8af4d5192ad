import { describe, expect, test } from 'vitest';
import { type Activity, activityAfter, activityAt } from '../../../src/cli/live/activity.ts';
import { activityText } from '../../../src/cli/live/activity-text.ts';
import { bar } from '../../../src/cli/live/bar.ts';
import { fitLine } from '../../../src/cli/live/fit-line.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';

const place = {
  n: 2,
  of: 7,
  revision: '8f3c2a1b9d04',
  slice: 'events',
  file: 'events.sql',
  message: 'copy the titles of 3 million events into the table of documents',
  direction: 'upgrade',
} as const;
const holder = {
  host: 'ci-7',
  pid: 41,
  runs: 'upgrade heads',
  since: '2026-11-28T21:00:00Z',
  runId: 'r1',
  expired: false,
  expiresAt: '2026-11-28T21:00:15Z',
};
const blocker = {
  pid: 4711,
  relation: 'events',
  mode: 'AccessShareLock',
  ageMs: 12_000,
  user: 'ann',
  application: 'psql',
  state: 'idle in transaction',
  query: 'select 1',
};
const batch = {
  ...{ table: 'events', batches: 4, rows: 52_000, estimate: 90_000 },
  keys: 52_000,
  percent: 63,
  rowsPerSecond: 41_000,
  leftMs: 125_000,
  failedKeys: 0,
  pausedFor: null,
};
const server = {
  command: 'CREATE INDEX',
  phase: 'building index: scanning table',
  done: 63,
  total: 100,
  unit: 'blocks',
} as const;
const started: RunnerEvent = { type: 'revision-started', ...place };
const order = { ...place, order: 'a, then b', elapsedMs: 3000 };

/** What is drawn half a second after the last event, each event a second after the one before. */
function drawn(events: readonly RunnerEvent[], columns: number): readonly string[] {
  const after = events.reduce((activity, event, at) => activityAfter(activity, event, (at + 1) * 1000), activityAt(0));
  return activityText(after, 'upgrade', events.length * 1000 + 500, PLAIN).map((line) => fitLine(line, columns - 1));
}

describe.each([
  ['nothing yet', [], ['upgrade 500 ms'], undefined],
  [
    'the embedded server',
    [{ type: 'step-started', step: 'embedded-server', detail: '' }],
    ['starting the embedded PostgreSQL 500 ms'],
    undefined,
  ],
  [
    'schemas',
    [{ type: 'step-started', step: 'schemas', detail: 'common, events' }],
    ['reading the schemas of common, events 500 ms'],
    undefined,
  ],
  [
    'many schemas',
    [{ type: 'step-started', step: 'schemas', detail: 'a, b, c, d, e, f' }],
    ['reading the schemas of a, b, c, d and 2 more 500 ms'],
    undefined,
  ],
  [
    'a step in another, which is over',
    [
      { type: 'step-started', step: 'proof', detail: 'ab12' },
      { type: 'step-started', step: 'embedded-server', detail: '' },
      { type: 'step-done', step: 'embedded-server', detail: '', durationMs: 5 },
    ],
    ['proving ab12 up, down and up again 2.5 s'],
    undefined,
  ],
  [
    'proofs',
    [
      { type: 'step-progress', step: 'proof', done: 0, of: 9 },
      { type: 'step-progress', step: 'proof', done: 3, of: 9 },
    ],
    ['proving revisions up, down and up again 1.5 s ████░░░░░░░░ 3 of 9'],
    undefined,
  ],
  ['proofs, all done', [{ type: 'step-progress', step: 'proof', done: 9, of: 9 }], ['upgrade 1.5 s'], undefined],
  [
    'another runner',
    [
      { type: 'waiting-for-lease', holder, waitedMs: 17 },
      { type: 'waiting-for-lease', holder, waitedMs: 10_000 },
    ],
    ['waiting for another runner 1.5 s', '  ci-7 (pid 41)'],
    undefined,
  ],
  [
    'a server',
    [{ type: 'waiting-for-server', target: 'postgres://h/d', why: 'refused', waitedMs: 2000, limitMs: 60_000 }],
    ['waiting for postgres://h/d 2.5 s'],
    undefined,
  ],
  [
    'a revision',
    [started],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events into th… 500 ms'],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events into the table of documents 500 ms'],
  ],
  [
    'its batches',
    [started, { type: 'batch-done', ...batch, ...place }],
    ['2/7 ↑ 8f3c2a1b9d04  even… 1.5 s ███████░░░░░ 63%, 41,000 rows/s, 2 min 5 s left'],
    [
      '2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events … 1.5 s ███████░░░░░ 63%, 41,000 rows/s, 2 min 5 s left',
    ],
  ],
  [
    'an index',
    [started, { type: 'server-progress', ...server, ...place }],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the ti… 1.5 s ███████░░░░░ scanning table, 63%'],
    undefined,
  ],
  [
    'an index that waits',
    [
      started,
      {
        type: 'server-progress',
        ...server,
        phase: 'waiting for old snapshots',
        done: 1,
        total: 3,
        unit: 'transactions',
        ...place,
      },
    ],
    ['2/7 ↑ 8f3c2a1b9d04  event… 1.5 s ████░░░░░░░░ waiting for old snapshots, 1 of 3'],
    undefined,
  ],
  [
    'a copy',
    [
      started,
      {
        type: 'server-progress',
        command: 'COPY FROM',
        phase: 'copying',
        done: 12e6,
        total: 48e6,
        unit: 'bytes',
        ...place,
      },
    ],
    ['2/7 ↑ 8f3c2a1b9d04  events  cop… 1.5 s ███░░░░░░░░░ copying, 12.0 MB of 48.0 MB'],
    undefined,
  ],
  [
    'statements',
    [started, { type: 'statement-done', statement: 1, statements: 4, ...place }],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the title… 1.5 s ███░░░░░░░░░ statement 2 of 4'],
    undefined,
  ],
  [
    'a blocker',
    [started, { type: 'blocked', blockers: [blocker], waitedMs: 500, ...place }],
    [
      '2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events into the… 1.5 s',
      '  held up by pid 4711 (psql by ann, idle in transaction for 12.0 s, AccessShar…',
    ],
    undefined,
  ],
  [
    'a blocker that went away',
    [
      started,
      { type: 'blocked', blockers: [blocker], waitedMs: 500, ...place },
      { type: 'statement-done', statement: 4, statements: 4, ...place },
    ],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events into the… 2.5 s'],
    undefined,
  ],
  [
    'those who write before the first batch',
    [started, { type: 'waiting-for-writers', table: 'events', transactions: 2, ...place }],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 m… 1.5 s waiting for 2 writers'],
    undefined,
  ],
  [
    'a batch that is done after all',
    [
      started,
      { type: 'waiting-for-writers', table: 'events', transactions: 2, ...place },
      { type: 'blocked', blockers: [blocker], waitedMs: 500, ...place },
      { type: 'batch-done', ...batch, ...place },
    ],
    ['2/7 ↑ 8f3c2a1b9d04  even… 3.5 s ███████░░░░░ 63%, 41,000 rows/s, 2 min 5 s left'],
    undefined,
  ],
  [
    'a further try, since the first',
    [started, { type: 'retrying', attempt: 1, inMs: 50, sqlState: '55P03', why: 'lock timeout', ...place }, started],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million events into the… 2.5 s'],
    undefined,
  ],
  [
    'the end of a revision',
    [started, { type: 'revision-done', durationMs: 5, ...place }],
    ['upgrade 2.5 s'],
    undefined,
  ],
  [
    'orders',
    [{ type: 'order-revision', ...order }],
    ['2/7 ↑ 8f3c2a1b9d04  events  copy the titles of 3 million ev… 3.0 s █░░░░░░░░░░░'],
    undefined,
  ],
] satisfies readonly (readonly [string, readonly RunnerEvent[], readonly string[], readonly string[] | undefined])[])(
  '%s',
  (_, events, narrow, wide) => {
    test('in 80 columns', () => {
      expect(drawn(events, 80).map((line) => line.replace(/, running.*/, ''))).toEqual(narrow);
    });
    test('in 120 columns', () => {
      if (wide === undefined) return expect(drawn(events, 120).length).toBe(narrow.length);
      expect(drawn(events, 120)).toEqual(wide);
    });
  },
);

test('an event that says nothing of it changes nothing', () => {
  const activity: Activity = activityAt(0);
  expect(activityAfter(activity, { type: 'reconnected' }, 5)).toBe(activity);
});

test.each([
  [0, 3, '░░░░░░░░░░░░'],
  [2, 3, '████████░░░░'],
  [2.99, 3, '███████████░'],
  [3, 3, '████████████'],
  [9, 3, '████████████'],
  [1, 0, '░░░░░░░░░░░░'],
])('%d of %d', (done, of, drawn) => expect(bar(done, of)).toBe(drawn));
