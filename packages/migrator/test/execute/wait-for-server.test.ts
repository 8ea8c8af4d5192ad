import { expect, test } from 'vitest';
import { DatabasePasswordRefusedError } from '../../src/errors/database/access-errors.ts';
import {
  DatabaseConnectTimeoutError,
  DatabaseHostUnreachableError,
  DatabaseNotReadyError,
  DatabaseUnknownError,
} from '../../src/errors/database/connect-errors.ts';
import type { RunnerEvent } from '../../src/execute/runner-event.ts';
import { createStopSignal } from '../../src/execute/stop-signal.ts';
import { waitForServer } from '../../src/execute/wait-for-server.ts';

const attempt = { target: 'app@db:5432/app', source: 'DATABASE_URL' };
const refused = new DatabaseHostUnreachableError({ ...attempt, said: 'connect ECONNREFUSED 10.0.0.2:5432' });
const starting = new DatabaseNotReadyError({ ...attempt, said: 'the database system is starting up' });

/** Answers with the errors in turn, then for ever with the last; `undefined` is an answer. */
function server(...answers: readonly (Error | undefined)[]) {
  let clock = 0;
  let asked = 0;
  const events: RunnerEvent[] = [];
  const stop = createStopSignal();
  const wait = (limitMs: number) =>
    waitForServer(
      async () => {
        const answer = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        if (answer !== undefined) throw answer;
      },
      {
        ...{ limitMs, target: attempt.target, stop },
        ambient: { now: () => new Date(clock) },
        onEvent: (event) => events.push(event),
        pause: async (milliseconds) => {
          clock += milliseconds;
        },
      },
    );
  return { wait, events, stop, asked: () => asked, clock: () => clock };
}

test('a server that starts is waited for, and each reason is reported once', async () => {
  const { wait, events, asked } = server(refused, refused, refused, starting, starting, undefined);
  await wait(60_000);
  expect(asked()).toBe(6);
  expect(events).toEqual([
    {
      ...{ type: 'waiting-for-server', target: attempt.target, why: 'connect ECONNREFUSED 10.0.0.2:5432' },
      ...{ waitedMs: 0, limitMs: 60_000 },
    },
    {
      ...{ type: 'waiting-for-server', target: attempt.target, why: 'the database system is starting up' },
      ...{ waitedMs: 700, limitMs: 60_000 },
    },
  ]);
});

test('when the time is up, the last answer counts; the limit is neither missed nor exceeded', async () => {
  const { wait, events, clock } = server(refused);
  await expect(wait(25_000)).rejects.toBe(refused);
  expect(clock()).toBe(25_000);
  expect(events.map((event) => 'waitedMs' in event && event.waitedMs)).toEqual([0, 10_500, 20_500]);
});

test.each([
  new DatabasePasswordRefusedError({ ...attempt, password: 'wrong' }),
  new DatabaseUnknownError(attempt),
  new RangeError('a bug'),
])('%s is not waited for', async (error) => {
  const { wait, asked, events } = server(error);
  await expect(wait(60_000)).rejects.toBe(error);
  expect([asked(), events]).toEqual([1, []]);
});

test('an address that drops packets may be one that comes', async () => {
  const { wait, asked } = server(new DatabaseConnectTimeoutError(attempt), undefined);
  await wait(1);
  expect(asked()).toBe(2);
});

test('a signal ends the waiting', async () => {
  const { wait, stop } = server(refused);
  stop.raise();
  await expect(wait(60_000)).rejects.toMatchObject({ code: 'interrupted' });
});
