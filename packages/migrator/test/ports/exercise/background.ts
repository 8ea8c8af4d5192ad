import { describe, expect, test } from 'vitest';
import { applied, apply, attempt, leased, logged, type OpenExercised, request, statement, unit } from './exercised.ts';

/** Batches of rows in the background. */
export function exerciseBackground(name: string, open: OpenExercised): void {
  describe(`${name}: batches in the background`, () => {
    const registered = async () => {
      const opened = await leased(open);
      const { database, lease } = opened;
      await apply(
        database,
        lease,
        unit('0000', ['create table t (id bigint primary key)', 'insert into t values (1)']),
      );
      const key = await database.readBatchKey('t', ['id']);
      if ('problem' in key) throw new Error(key.problem);
      await database.registerBackfill(lease, attempt('aaaa'), 'batch:mark', key, 100);
      return { ...opened, key };
    };
    const cursor = { kind: 'cursor', to: ['1'], keys: 1, nextSize: 50, busyMs: 7 } as const;

    test('are recorded with their revision, and worked on by one who claims them', async () => {
      const { database, key } = await registered();
      expect(await applied(database)).toEqual(['0000', 'aaaa']);
      expect(await database.readState()).toMatchObject({ halfRuns: [], background: [{ revision: 'aaaa' }] });
      expect(await database.readBackfills()).toMatchObject([{ revision: 'aaaa', background: { wanted: 'run' } }]);
      const claim = await database.claimBackfill('aaaa', request('one'));
      if (claim === undefined) throw new Error('nobody else works on it');
      expect(await database.claimBackfill('aaaa', request('two'))).toBeUndefined();
      const worker = { runId: 'one', host: 'here', pid: 7, expired: false };
      expect(await database.readBackfills()).toMatchObject([{ background: { worker } }]);
      expect(await database.renewClaim('aaaa', claim)).toEqual({ wanted: 'run' });
      const { claimed } = database;
      expect(await claimed.beginBackfill(claim, attempt('aaaa'), ['batch:mark'], key, 100)).toMatchObject({ keys: 0 });
      await claimed.runBatch(claim, attempt('aaaa'), [statement('update t set id = id')], cursor, {});
      const other = { ...claim, request: request('two') };
      const refused = claimed.runBatch(other, attempt('aaaa'), [statement('select 1')], cursor, {});
      await expect(refused).rejects.toMatchObject({ code: 'lease-lost' });
      await claimed.finishHalfRun(claim, attempt('aaaa'));
      expect([await database.readBackfills(), await applied(database)]).toEqual([[], ['0000', 'aaaa']]);
      expect(await database.readState()).not.toHaveProperty('background');
      expect((await logged(database)).at(-1)).toBe('upgrade done aaaa');
      expect(await database.wasCancelled('aaaa')).toBe(false);
    });

    test('are taken over when the worker gives no sign of life, which commits nothing more', async () => {
      const { database, key } = await registered();
      const old = await database.claimBackfill('aaaa', request('one', 0));
      const claim = await database.claimBackfill('aaaa', request('two'));
      if (old === undefined || claim === undefined) throw new Error('it could be claimed');
      expect(await database.renewClaim('aaaa', old)).toBeUndefined();
      const begin = database.claimed.beginBackfill(old, attempt('aaaa'), ['batch:mark'], key, 100);
      await expect(begin).rejects.toMatchObject({ code: 'lease-lost' });
      await database.releaseClaim('aaaa', old, 'too late');
      expect(await database.renewClaim('aaaa', claim)).toEqual({ wanted: 'run' });
    });

    test('do what is ordered, and fail until somebody says so', async () => {
      const { database } = await registered();
      const by = request('boss');
      expect(await database.orderBackfill('aaaa', { kind: 'pause' }, by)).toBe(true);
      expect(await database.claimBackfill('aaaa', request('one'))).toBeUndefined();
      expect(await database.orderBackfill('aaaa', { kind: 'resume' }, by)).toBe(true);
      expect(await database.orderBackfill('aaaa', { kind: 'size', size: 7 }, by)).toBe(true);
      const claim = await database.claimBackfill('aaaa', request('one'));
      if (claim === undefined) throw new Error('it could be claimed');
      expect(await database.renewClaim('aaaa', claim)).toEqual({ wanted: 'run', size: 7 });
      await database.releaseClaim('aaaa', claim, 'no such row');
      expect(await database.readBackfills()).toMatchObject([{ background: { failure: 'no such row', size: 7 } }]);
      expect(await database.claimBackfill('aaaa', request('one'))).toBeUndefined();
      expect(await database.orderBackfill('aaaa', { kind: 'retry' }, by)).toBe(true);
      expect(await database.claimBackfill('aaaa', request('one'))).toBeDefined();
      const cancel = { kind: 'cancel', slice: 'events', reason: 'wrong' } as const;
      expect(await database.orderBackfill('aaaa', cancel, by)).toBe(true);
      expect(await database.orderBackfill('aaaa', cancel, by)).toBe(false);
      expect([await database.readBackfills(), await database.wasCancelled('aaaa')]).toEqual([[], true]);
      expect(await applied(database)).toEqual(['0000', 'aaaa']);
    });
  });
}
