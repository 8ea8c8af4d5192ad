import { describe, expect, test } from 'vitest';
import { applied, apply, attempt, leased, logged, type OpenExercised, REFUSED, statement, unit } from './exercised.ts';

/** Revisions that run in batches of rows. */
export function exerciseBackfills(name: string, open: OpenExercised): void {
  describe(`${name}: batches of rows`, () => {
    const begun = async () => {
      const opened = await leased(open);
      const { database, lease } = opened;
      expect(await database.readBackfills()).toEqual([]);
      await apply(
        database,
        lease,
        unit('0000', ['create table t (id bigint primary key)', 'insert into t values (1)']),
      );
      const key = await database.readBatchKey('t', ['id']);
      if ('problem' in key) throw new Error(key.problem);
      const begin = () => database.beginBackfill(lease, attempt('aaaa'), ['batch:mark'], key, 100);
      return { ...opened, key, begin };
    };
    const cursor = { kind: 'cursor', to: ['1'], keys: 1, nextSize: 50, busyMs: 7 } as const;

    test('go from the first key to the last, remember how far they came, and end with the record', async () => {
      const { database, lease, key, begin } = await begun();
      const state = await begin();
      expect(state).toMatchObject({ revision: 'aaaa', lower: ['1'], upper: ['1'], size: 100, keys: 0, failed: [] });
      expect(state).not.toHaveProperty('cursor');
      expect(await database.writersOf(key)).toEqual([]);
      expect(await database.nextBatch(key, state, 10)).toMatchObject({ keys: 1, to: ['1'] });
      const sql = 'update t set id = id where id >= 1 and id <= 1';
      expect(await database.runBatch(lease, attempt('aaaa'), [statement(sql)], cursor, {})).toEqual({
        kind: 'done',
        rows: 1,
      });
      // Going on keeps the cursor, whatever size is asked for.
      const after = await begin();
      expect(after).toMatchObject({ cursor: ['1'], size: 50, batches: 1, keys: 1, rows: 1, busyMs: 7 });
      expect(await database.readBackfills()).toEqual([after]);
      expect(await database.nextBatch(key, after, 10)).toBeUndefined();
      expect((await database.readState()).halfRuns).toMatchObject([
        { revision: 'aaaa', direction: 'upgrade', doneStatements: ['batch:mark'] },
      ]);
      expect(await database.keysWithout(key, after, 'id > 0', {})).toEqual({ keys: [] });
      expect(await database.readValue("select 'true'", {})).toEqual({ value: 'true' });
      await database.finishHalfRun(lease, attempt('aaaa'));
      expect([await database.readBackfills(), await applied(database)]).toEqual([[], ['0000', 'aaaa']]);
      expect((await logged(database)).at(-1)).toBe('upgrade done aaaa');
    });

    test('are where they were after a statement that is refused, and can leave its key out', async () => {
      const { database, lease, begin } = await begun();
      await begin();
      const failed = await database.runBatch(lease, attempt('aaaa'), [statement(REFUSED.statement)], cursor, {});
      expect(failed).toMatchObject({ kind: 'failed', statement: 0, failure: { sqlState: REFUSED.how } });
      expect(await begin()).not.toHaveProperty('cursor');
      const without = { key: ['1'], sqlState: REFUSED.how, said: 'no' };
      await database.skipKey(lease, attempt('aaaa'), without);
      expect(await begin()).toMatchObject({ cursor: ['1'], keys: 1, failed: [without] });
      const retried = { kind: 'retried', key: ['1'], after: ['1'] } as const;
      await database.runBatch(lease, attempt('aaaa'), [statement('select 1')], retried, {});
      expect(await begin()).toMatchObject({ cursor: ['1'], failed: [] });
    });

    test('commit nothing for one who lost the lease', async () => {
      const { database, lease, begin } = await begun();
      await begin();
      const old = { ...lease, token: '0' };
      const run = database.runBatch(old, attempt('aaaa'), [statement('select 1')], cursor, {});
      await expect(run).rejects.toMatchObject({ code: 'lease-lost' });
      expect(await begin()).not.toHaveProperty('cursor');
    });

    test('commit nothing when the server lost the batches before, and are not finished then', async () => {
      const { database, lease, begin } = await begun();
      await begin();
      const lost = { code: 'database-connection-lost' };
      const wrong = { ...cursor, after: ['0'] };
      const sql = 'update t set id = id where id >= 1 and id <= 1';
      await expect(database.runBatch(lease, attempt('aaaa'), [statement(sql)], wrong, {})).rejects.toMatchObject(lost);
      const without = { key: ['1'], sqlState: REFUSED.how, said: 'no' };
      await expect(database.skipKey(lease, attempt('aaaa'), without, ['0'])).rejects.toMatchObject(lost);
      const again = { kind: 'retried', key: ['1'], after: ['1'] } as const;
      await expect(database.runBatch(lease, attempt('aaaa'), [statement(sql)], again, {})).rejects.toMatchObject(lost);
      expect(await begin()).toMatchObject({ keys: 0, failed: [] });
      const done = { cursor: ['1'] };
      await expect(database.finishHalfRun(lease, attempt('aaaa'), done)).rejects.toMatchObject(lost);
      expect(await applied(database)).toEqual(['0000']);
      await database.runBatch(lease, attempt('aaaa'), [statement(sql)], cursor, {});
      await database.finishHalfRun(lease, attempt('aaaa'), done);
      expect(await applied(database)).toEqual(['0000', 'aaaa']);
    });

    test('are forgotten with their half run', async () => {
      const { database, lease, begin } = await begun();
      await begin();
      await database.changeState(lease, 'repair', [{ kind: 'drop-half-run', revision: 'aaaa', slice: 'events' }]);
      expect(await database.readBackfills()).toEqual([]);
      expect(await begin()).not.toHaveProperty('cursor');
    });
  });
}
