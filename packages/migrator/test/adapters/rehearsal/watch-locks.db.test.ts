import { expect, test } from 'vitest';
import { watchLocks } from '../../../src/adapters/rehearsal/observe/watch-locks.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';

test('sees what a statement outside a transaction locks, from beside it, as long as it does', async () => {
  const { query, connect } = await freshDatabase();
  await query('create table t (id integer); create table other (id integer)');
  const [watcher, runner, holder] = [await connect(), await connect(), await connect()];
  const [pid] = (await watcher.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  // The index waits for everybody who was there before it.
  await holder.query('begin isolation level repeatable read; select from t');
  const looked = async () =>
    (await query(`select query_start::text as at from pg_stat_activity where pid = ${pid?.pid}`))[0]?.at;
  const watched = watchLocks(watcher, async () => {
    const done = runner.query('create index concurrently i on t (id)');
    await waitFor(
      'the statement to wait',
      async () =>
        (await query("select from pg_stat_activity where wait_event = 'virtualxid' and datname = current_database()"))
          .length > 0,
    );
    for (let looks = 0, last = await looked(); looks < 2; looks += 1) {
      const seen = last;
      last = await waitFor('another look', async () => {
        const now = await looked();
        return now !== seen && now;
      });
    }
    await holder.query('commit');
    await done;
    return 'done';
  });
  const { result, ms, seen } = await watched;
  expect(result).toBe('done');
  expect(seen.looks).toBeGreaterThan(1);
  const [table] = await query("select 't'::regclass::oid::int as oid");
  const locks = seen.locks.filter(({ oid }) => oid === table?.oid);
  expect(locks.map(({ mode }) => mode)).toContain('SHARE UPDATE EXCLUSIVE');
  for (const lock of locks) expect(lock.ms).toBeLessThanOrEqual(ms + 1000);
  const [other] = await query("select 'other'::regclass::oid::int as oid");
  expect(seen.locks.filter(({ oid }) => oid === other?.oid)).toEqual([]);
});

test('a statement that fails is thrown as it is, and a session that is gone sees nothing', async () => {
  const { connect } = await freshDatabase();
  const [watcher, runner] = [await connect(), await connect()];
  await expect(watchLocks(watcher, () => runner.query('select nothing'))).rejects.toMatchObject({ code: '42703' });
  await watcher.end();
  const { seen } = await watchLocks(watcher, () => runner.query('select 1'));
  expect(seen).toEqual({ looks: 0, locks: [] });
});
