import { describe, expect, test } from 'vitest';
import { judgePressure, type Look } from '../../../../src/execute/backfill/throttle/judge-pressure.ts';
import { ThrottleGate } from '../../../../src/execute/backfill/throttle/throttle-gate.ts';
import type { PressureAnswer } from '../../../../src/ports/database/backfill-store.ts';
import { readThrottles } from '../../../../src/revision/batch/throttle.ts';
import type { Pressure, Replica } from '../../../../src/state/pressure.ts';

function throttles(text: string) {
  const read = readThrottles(text);
  if ('part' in read) throw new Error(read.part);
  return read;
}

const look = (pressure: Partial<Pressure>, more: Partial<Look> = {}): Look => ({
  ...{ atMs: 10_000, minute: 600, files: new Set<string>(), pressure: { conditions: [], ...pressure } },
  ...more,
});
const replica = (values: Partial<Replica>): Partial<Pressure> => ({
  replicas: [{ name: 'r1', bytes: 0, replayed: 100, lagMs: 0, ...values }],
});
const judge = (text: string, now: Look, before?: Look, waits = false) =>
  judgePressure(throttles(text), now, before, waits);

describe('batches wait', () => {
  test.each<[string, string, Look, Look | undefined, string | undefined]>([
    [
      'behind by time',
      'lag<5s',
      look(replica({ bytes: 9, lagMs: 7_200 })),
      undefined,
      'replica r1 is behind by 7.2 s, the limit is 5 s',
    ],
    ['not behind by time', 'lag<5s', look(replica({ bytes: 9, lagMs: 4_900 })), undefined, undefined],
    ['an idle replica whose clock goes on', 'lag<5s', look(replica({ bytes: 0, lagMs: 90_000 })), undefined, undefined],
    [
      'no clock yet, and it replays',
      'lag<5s',
      look(replica({ bytes: 9, lagMs: null })),
      look(replica({ bytes: 9, replayed: 50 })),
      undefined,
    ],
    [
      'no clock yet, and it stands still',
      'lag<5s',
      look(replica({ bytes: 9_000, lagMs: null })),
      look(replica({ bytes: 9 })),
      'replica r1 is behind by 9 kB, the limit is 5 s',
    ],
    [
      'a replica that the role may not see',
      'lag<5s',
      look(replica({ bytes: null })),
      undefined,
      'the role may not see how far replica r1 is: grant pg_monitor to it',
    ],
    ['no replica', 'lag<5s', look({ replicas: [] }), undefined, undefined],
    [
      'much WAL',
      'wal<50MB/s',
      look({ wal: 60_000_000 }),
      look({ wal: 0 }, { atMs: 9_000 }),
      'WAL is written at 60.0 MB/s, the limit is 50.0 MB/s',
    ],
    ['less WAL', 'wal<50MB/s', look({ wal: 60_000_000 }), look({ wal: 0 }, { atMs: 8_000 }), undefined],
    [
      'a long queue of the archiver',
      'archive<20',
      look({ archive: 20 }),
      undefined,
      '20 files of WAL wait to be archived, the limit is 20',
    ],
    ['a short one', 'archive<20', look({ archive: 19 }), undefined, undefined],
    ['VACUUM', 'autovacuum', look({ maintained: true }), undefined, 'VACUUM or ANALYZE is running on the table'],
    ['no VACUUM', 'autovacuum', look({ maintained: false }), undefined, undefined],
    [
      'sessions that wait',
      'waiters<3',
      look({ waiters: 3 }),
      undefined,
      '3 sessions wait for the table, the limit is 3',
    ],
    ['what was not answered', 'waiters<3', look({}), undefined, 'cannot tell how many sessions wait for the table'],
    ['a condition that is false', "sql='a',sql='b'", look({ conditions: [true, false] }), undefined, 'sql is false: b'],
    ['a condition that is null', "sql='a'", look({ conditions: [null] }), undefined, 'sql is null: a'],
    ['conditions that hold', "sql='a',sql='b'", look({ conditions: [true, true] }), undefined, undefined],
    ['a file', "file='stop'", look({}, { files: new Set(['stop']) }), undefined, 'the file stop is there'],
    ['no file', "file='stop'", look({}), undefined, undefined],
    ['in the hours over midnight', 'hours=22:00-06:00', look({}, { minute: 5 }), undefined, undefined],
    ['outside them', 'hours=22:00-06:00', look({}, { minute: 360 }), undefined, 'batches run from 22:00 to 06:00'],
    ['in the hours of a day', 'hours=09:30-17:00', look({}, { minute: 570 }), undefined, undefined],
    ['before them', 'hours=09:30-17:00', look({}, { minute: 569 }), undefined, 'batches run from 09:30 to 17:00'],
  ])('or not: %s', (_, text, now, before, reason) => expect(judge(text, now, before)).toBe(reason));

  test('until a value is well below its limit', () => {
    const now = look({ archive: 17 });
    expect([judge('archive<20', now), judge('archive<20', now, undefined, true)]).toEqual([
      undefined,
      '17 files of WAL wait to be archived, the limit is 20',
    ]);
    // A limit of 1 would never be reached otherwise.
    expect(judge('waiters<1', look({ waiters: 0 }), undefined, true)).toBeUndefined();
  });
});

describe('a gate', () => {
  const gate = (answers: (PressureAnswer | Error)[]) => {
    let [ms, asked] = [0, 0];
    const eyes = {
      async readPressure() {
        asked += 1;
        const answer = answers.shift() ?? { conditions: [true] };
        if (answer instanceof Error) throw answer;
        return answer;
      },
      now: () => new Date(ms),
    };
    const made = new ThrottleGate(throttles("sql='ok'"), 't', eyes);
    return {
      asked: () => asked,
      later: (passed: number) => {
        ms += passed;
        return made.reason();
      },
    };
  };

  test('asks once a second, and opens after two calm looks', async () => {
    const { later, asked } = gate([{ conditions: [true] }, { conditions: [false] }]);
    expect([await later(0), await later(500), await later(499)]).toEqual([undefined, undefined, undefined]);
    expect(asked()).toBe(1);
    expect([await later(1), await later(1_000), await later(1_000)]).toEqual([
      'sql is false: ok',
      'sql is false: ok',
      undefined,
    ]);
    expect(asked()).toBe(4);
  });

  test.each<[string, PressureAnswer | Error]>([
    ['an answer that is a failure', { failure: { connectionLost: false, message: 'permission denied' } }],
    ['no answer', new Error('permission denied')],
  ])('stays shut after %s', async (_, answer) => {
    const { later } = gate([answer, answer]);
    const reason = 'the load of the server is unknown: permission denied';
    expect([await later(0), await later(1_000), await later(1_000), await later(1_000)]).toEqual([
      reason,
      reason,
      reason,
      undefined,
    ]);
  });

  test('stays shut where nobody can look for a file', async () => {
    const eyes = { readPressure: async () => ({ conditions: [] }), now: () => new Date() };
    expect(await new ThrottleGate(throttles('file=x'), 't', eyes).reason()).toBe('files cannot be read here');
  });
});
