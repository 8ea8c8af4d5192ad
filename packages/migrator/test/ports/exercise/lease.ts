import { describe, expect, test } from 'vitest';
import {
  applied,
  apply,
  attempt,
  leased,
  logged,
  type OpenExercised,
  record,
  request,
  said,
  unit,
} from './exercised.ts';

/** Who may run, and who lost the right to. */
export function exerciseLease(name: string, open: OpenExercised): void {
  describe(`${name}: the lease`, () => {
    test('is held by one run; whoever else asks is told by whom', async () => {
      const { database, connect } = await leased(open);
      const answer = await connect().acquireLease(request('second'));
      expect(answer).toMatchObject({
        granted: false,
        holder: { runId: 'first', host: 'here', pid: 7, runs: 'upgrade first', expired: false },
        state: { initialized: true },
      });
      expect((await database.readState()).holder).toMatchObject({ runId: 'first' });
    });

    test('asked for again by its own run, it has a greater token, and the old one commits nothing more', async () => {
      const { database, lease } = await leased(open);
      const again = await database.acquireLease(request('first'));
      expect(again).toMatchObject({ granted: true, state: { initialized: true, holder: { runId: 'first' } } });
      expect(again).not.toHaveProperty('takenOverFrom');
      if (again.granted) expect(BigInt(again.lease.token)).toBeGreaterThan(BigInt(lease.token));
      const outcome = await apply(database, lease, unit('aaaa', ['select 1']));
      expect(outcome).toMatchObject({ kind: 'failed', committed: 0, failure: { sqlState: 'BR001' } });
      const lost = { code: 'lease-lost' };
      await expect(database.noteIntent(lease, attempt('aaaa'), undefined)).rejects.toMatchObject(lost);
      await expect(
        database.changeState(lease, 'stamp', [{ kind: 'add', record: record('aaaa') }]),
      ).rejects.toMatchObject(lost);
      expect(await applied(database)).toEqual([]);
    });

    test('asked for where nothing exists yet, it comes with a new state; one of many who ask gets it', async () => {
      const { database, connect } = await open();
      const others = Array.from({ length: 4 }, connect);
      const answers = await Promise.all([
        database.acquireNew(request('run 0')),
        ...others.map((other, index) => other.acquireNew(request(`run ${index + 1}`))),
      ]);
      const granted = answers.filter((answer) => answer.granted);
      expect(granted).toMatchObject([{ state: { initialized: true, applied: [], halfRuns: [] } }]);
      const runId = granted[0]?.lease.request.runId;
      for (const answer of answers) if (!answer.granted) expect(answer.holder).toMatchObject({ runId, expired: false });
    });

    test('asked for as if nothing existed, it leaves what exists as it is', async () => {
      const { database, lease, connect } = await leased(open);
      expect(await apply(database, lease, unit('aaaa', ['select 1']))).toMatchObject({ kind: 'done' });
      const refused = await connect().acquireNew(request('second'));
      expect(refused).toMatchObject({ granted: false, holder: { runId: 'first' } });
      await database.releaseLease(lease, { action: 'run', event: 'done' });
      const second = await connect().acquireNew(request('second'));
      expect(second).toMatchObject({ granted: true, state: { applied: [{ revision: 'aaaa' }] } });
      expect(await logged(database)).toEqual(['upgrade done aaaa', 'run done']);
      if (second.granted) expect(BigInt(second.lease.token)).toBeGreaterThan(BigInt(lease.token));
    });

    test('after a reconnect it is another one', async () => {
      const { database, lease } = await leased(open);
      const answer = await database.reconnect(lease);
      expect(answer).toMatchObject({ granted: true, state: { initialized: true } });
      if (answer.granted) expect(await database.renewLease(answer.lease)).toBe(true);
      expect(await database.renewLease(lease)).toBe(false);
    });

    test('comes with the first row of its run in the log, once, however often the run asks for it', async () => {
      const { database, connect } = await open();
      await database.readState();
      await database.ensureState();
      const begins = { action: 'run', event: 'started', message: 'upgrade heads', reason: 'tag' } as const;
      const first = { ...request('first'), begins };
      const granted = await database.acquireLease(first);
      if (!granted.granted) throw new Error('nobody else is there');
      expect(await connect().acquireLease({ ...request('second'), begins })).toMatchObject({ granted: false });
      await database.acquireLease(first);
      const again = await database.reconnect(granted.lease);
      const rows = await database.readLog({ limit: 9 });
      expect(rows).toMatchObject([{ ...begins, runId: 'first', host: 'here' }]);
      if (again.granted) await database.releaseLease(again.lease, { action: 'run', event: 'done' });
      await connect().acquireLease({ ...request('second'), begins });
      expect((await database.readLog({ limit: 9 })).map((row) => `${said(row)} of ${row.runId}`)).toEqual([
        'run started of second',
        'run done of first',
        'run started of first',
      ]);
    });

    test('that has expired is taken over, and is lost to the run that had it', async () => {
      const { database, connect } = await open();
      await database.readState();
      await database.ensureState();
      const first = await database.acquireLease(request('first', 0));
      const second = await connect().acquireLease(request('second'));
      expect(second).toMatchObject({ granted: true, takenOverFrom: { runId: 'first', expired: true } });
      if (!first.granted || !second.granted) throw new Error('both were granted');
      expect(await database.renewLease(first.lease)).toBe(false);
      await database.releaseLease(first.lease, { action: 'run', event: 'failed' });
      expect((await database.readState()).holder).toMatchObject({ runId: 'second' });
    });

    test('is free when it is given back, with a last word in the log', async () => {
      const { database, connect, lease } = await leased(open);
      await database.releaseLease(lease, { action: 'run', event: 'done', reason: 'because', durationMs: 5 });
      expect(await database.readState()).not.toHaveProperty('holder');
      expect(await database.readLog({ limit: 1 })).toMatchObject([
        { action: 'run', event: 'done', reason: 'because', durationMs: 5, runId: 'first', host: 'here' },
      ]);
      const next = await connect().acquireLease(request('second'));
      expect(next).toMatchObject({ granted: true });
      expect(next).not.toHaveProperty('takenOverFrom');
    });
  });
}
