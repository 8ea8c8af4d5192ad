import { describe, expect, test } from 'vitest';
import { minuteOfDay, readThrottles } from '../../../src/revision/batch/throttle.ts';

describe('throttles are read', () => {
  test.each([
    ['lag<5s', { kind: 'lag', limit: 5_000 }],
    ['lag < 250ms', { kind: 'lag', limit: 250 }],
    ['wal<50MB/s', { kind: 'wal', limit: 50_000_000 }],
    ['wal<1.5GB/s', { kind: 'wal', limit: 1_500_000_000 }],
    ['archive<20', { kind: 'archive', limit: 20 }],
    ['autovacuum', { kind: 'autovacuum' }],
    ['waiters<3', { kind: 'waiters', limit: 3 }],
    [
      "sql='select count(*) < 10, ''a''  from jobs'",
      { kind: 'sql', condition: "select count(*) < 10, 'a'  from jobs" },
    ],
    ["file='/tmp/a, b'", { kind: 'file', path: '/tmp/a, b' }],
    ['file=pause-batches', { kind: 'file', path: 'pause-batches' }],
    ['hours=22:00-06:00', { kind: 'hours', from: 1_320, to: 360 }],
    ['hours=0:00-24:00', undefined],
  ])('%s', (text, throttle) => {
    const read = readThrottles(text);
    if (throttle === undefined) expect(read).toMatchObject({ part: text });
    else expect(read).toEqual([throttle]);
  });

  test('one after the other, in any order', () => {
    const read = readThrottles(
      "lag<5s, wal<50MB/s,archive<3 , autovacuum, waiters<2, sql='true', file=x, hours=1:00-2:00",
    );
    expect('part' in read ? read : read.map(({ kind }) => kind)).toEqual([
      ...['lag', 'wal', 'archive', 'autovacuum', 'waiters', 'sql', 'file', 'hours'],
    ]);
  });

  test.each([
    ['lag', 'lag<5s'],
    ['lag<0s', 'lag<5s'],
    ['lag>5s', 'lag<5s'],
    ['wal<50', 'wal<50MB/s'],
    ['wal<50mb/s', 'wal<50MB/s'],
    ['archive<0', 'archive<20'],
    ['waiters<x', 'waiters<3'],
    ["sql=''", "sql='select count(*) < 100 from jobs'"],
    ['hours=22-6', 'hours=22:00-06:00'],
    ['hours=22:00-25:00', 'hours=22:00-06:00'],
    ['lag<5s, nonsense', expect.stringContaining('one of lag<5s')],
    ['', expect.stringContaining('autovacuum')],
  ])('and not %s', (text, expected) => {
    expect(readThrottles(text)).toMatchObject({ expected });
  });

  test.each([
    ['06:00', 360],
    ['6:05', 365],
    ['24:00', 0],
    ['24:01', undefined],
    ['6', undefined],
  ])('%s is a time of the day', (text, minute) => expect(minuteOfDay(text)).toBe(minute));
});
