import { describe, expect, test } from 'vitest';
import { type LogTotal, lastRun, logTotals } from '../../../src/state/log-totals.ts';
import { apply, leased, type OpenExercised, request, said, unit } from './exercised.ts';

/** What is logged, and how it is read back. */
export function exerciseLog(name: string, open: OpenExercised): void {
  describe(`${name}: the log`, () => {
    test('is read newest first, as much as is asked for, of a run or a revision', async () => {
      const { database, connect, lease } = await leased(open);
      const message = `a\0b${'c'.repeat(5_000)}`;
      await database.appendLog(lease, []);
      await database.appendLog(lease, [
        { action: 'run', event: 'started', message: 'upgrade heads' },
        {
          action: 'upgrade',
          event: 'failed',
          revision: 'aaaa',
          slice: 'events',
          attemptId: 'x',
          sqlState: '55P03',
          message,
        },
      ]);
      await apply(database, lease, unit('aaaa', ['select 1']), unit('bbbb', ['select 1']));
      await database.releaseLease(lease, { action: 'run', event: 'done' });
      const other = connect();
      const next = await other.acquireLease(request('second'));
      if (next.granted) await other.releaseLease(next.lease, { action: 'stamp', event: 'done' });

      const all = await other.readLog({ limit: 100 });
      expect(all.map(said)).toEqual([
        'stamp done',
        'run done',
        'upgrade done bbbb',
        'upgrade done aaaa',
        'upgrade failed aaaa',
        'run started',
      ]);
      expect(await other.readLog({ limit: 2 })).toEqual(all.slice(0, 2));
      expect(await other.readLog({ limit: 0 })).toEqual([]);
      expect(await other.readLog({ limit: 100, revision: 'aaaa' })).toEqual([all[3], all[4]]);
      expect(await other.readLog({ limit: 100, runId: 'second' })).toEqual([all[0]]);
      expect(await other.readLog({ limit: 1, runId: 'first', revision: 'aaaa' })).toEqual([all[3]]);
      expect(await other.readLog({ limit: 100, revision: 'zzzz' })).toEqual([]);
      const ids = all.map(({ id }) => BigInt(id));
      expect(ids.every((id, index) => index === 0 || id < (ids[index - 1] ?? 0n))).toBe(true);
      expect(all[4]).toMatchObject({
        sqlState: '55P03',
        attemptId: 'x',
        slice: 'events',
        runId: 'first',
        host: 'here',
      });
      expect(all[4]?.message).toBe(`ab${'c'.repeat(3_998)}`);
      expect(
        all.every(({ at, by, toolVersion }) => !Number.isNaN(Date.parse(at)) && by !== '' && toolVersion !== ''),
      ).toBe(true);
    });

    test('is summed up as its entries are', async () => {
      const { database, connect, lease } = await leased(open);
      await database.appendLog(lease, [
        { action: 'run', event: 'started' },
        { action: 'upgrade', event: 'failed', revision: 'aaaa', slice: 'events', sqlState: '55P03', durationMs: 100 },
        { action: 'upgrade', event: 'failed', revision: 'aaaa', slice: 'events', sqlState: '55P03', durationMs: 101 },
        { action: 'upgrade', event: 'failed', revision: 'bbbb', slice: 'users' },
      ]);
      await apply(database, lease, unit('aaaa', ['select 1']));
      await database.releaseLease(lease, { action: 'run', event: 'failed', durationMs: 4_000_000 });
      const other = connect();
      const entries = await other.readLog({ limit: 100 });
      const { log, lastRun: last, at, sizeBytes } = await other.readTotals();
      const sorted = (totals: readonly LogTotal[]) =>
        totals.map((total) => JSON.stringify(Object.entries(total).sort())).sort();
      expect(sorted(log)).toEqual(sorted(logTotals(entries)));
      expect(log.find(({ event, slice }) => event === 'failed' && slice === 'events')).toMatchObject({
        count: 2,
        durationMs: 201,
        within: [1, 2, 2, 2, 2, 2],
      });
      expect(last).toEqual(lastRun(entries));
      expect(last).toMatchObject({ event: 'failed', durationMs: 4_000_000 });
      expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(entries[0]?.at ?? ''));
      expect(sizeBytes ?? 1).toBeGreaterThan(0);
      expect((await other.readSize()) ?? 1).toBeGreaterThan(0);
    });
  });
}
