import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors/usage/usage-error.ts';
import { RunTally } from '../../../src/execute/report/run-tally.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import type { Alert, AlertKind } from '../../../src/state/alert.ts';
import { alertWatcher } from '../../../src/wiring/telemetry/alert-watcher.ts';

const place = (revision: string, direction: 'upgrade' | 'downgrade' = 'upgrade') =>
  ({ n: 1, of: 1, revision, slice: 'events', file: 'f', message: 'm', direction }) as const;
const ALL: readonly AlertKind[] = ['failed', 'locks', 'downgrade', 'slow'];
const BLOCKED: RunnerEvent = {
  ...{ type: 'blocked', waitedMs: 1, ...place('a') },
  blockers: [{ pid: 7, relation: 'events', mode: 'AccessShareLock', ageMs: 1 }],
};

/** What is told of a run of these events; `slow` never within it. */
async function told(
  events: readonly RunnerEvent[],
  error?: unknown,
  { kinds = ALL, direction = 'upgrade' }: { kinds?: readonly AlertKind[]; direction?: 'upgrade' | 'downgrade' } = {},
): Promise<readonly Alert[]> {
  const alerts: Alert[] = [];
  const start = { direction, runs: `migrate ${direction}`, tag: null, host: 'here', startedAt: '2026-01-01T00:00:00Z' };
  const watcher = alertWatcher(
    {
      kinds: new Set(kinds),
      slowAfterMs: 1_000_000,
      environment: 'production',
      now: () => new Date(0),
      send: async (alert) => void alerts.push(alert),
    },
    start,
  );
  const tally = new RunTally(start);
  for (const event of events) {
    watcher.hear(event);
    tally.hear(event);
  }
  await watcher.ended(
    tally.report(error === undefined ? { kind: 'done', heads: [], runId: 'r' } : { kind: 'threw', error }, 5),
  );
  return alerts;
}

test('a successful run sends no alert', async () => {
  expect(await told([{ type: 'revision-done', durationMs: 1, ...place('a') }])).toEqual([]);
});

test('a failure is reported with its code, its hint and the whole run', async () => {
  const [alert, ...more] = await told([{ type: 'database', display: 'db at host', source: 's' }], new TypeError('x'));
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    kind: 'failed',
    environment: 'production',
    title: 'A migration of db at host failed',
    run: { result: 'failed', error: { code: 'internal' } },
  });
  expect(alert?.text).toContain('It ran migrate upgrade on here.');
});

test('what a person or the command line refused is not a failure', async () => {
  expect(await told([], new UsageError({ problem: 'no-command' }))).toEqual([]);
});

test('locks are reported once a run, with who holds them', async () => {
  const alerts = await told([BLOCKED, BLOCKED, { ...BLOCKED, ...place('b') }]);
  expect(alerts.map(({ kind }) => kind)).toEqual(['locks']);
  expect(alerts[0]?.text).toContain('pid 7 (AccessShareLock on events)');
  expect(alerts[0]?.run).toBeNull();
  // The first lost try is nobody's business: half of them succeed a moment later.
  const retry = (attempt: number): RunnerEvent => ({
    ...{ type: 'retrying', attempt, inMs: 1, sqlState: '55P03', why: 'lock timeout' },
    ...place('a'),
  });
  expect(await told([retry(1)])).toEqual([]);
  expect(await told([retry(1), retry(2), retry(3)])).toMatchObject([{ kind: 'locks' }]);
});

test('a rollback is reported with what was rolled back, also when it failed half-way', async () => {
  const down: RunnerEvent = { type: 'revision-done', durationMs: 1, ...place('a', 'downgrade') };
  expect(await told([down], undefined, { direction: 'downgrade' })).toMatchObject([
    { kind: 'downgrade', title: '1 revision of the database rolled back', text: expect.stringMatching(/^a\. It ran/) },
  ]);
  const failed = await told([down], new TypeError('x'), { direction: 'downgrade' });
  expect(failed.map(({ kind }) => kind)).toEqual(['failed', 'downgrade']);
  expect(await told([], undefined, { direction: 'downgrade' })).toEqual([]);
});

test('only what was asked for is reported', async () => {
  expect(await told([BLOCKED], new TypeError('x'), { kinds: ['drift'] })).toEqual([]);
});
