import { describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const revisions: readonly RevisionText[] = line(
  { id: 'aaaa', up: 'create table orders (id int);\ncreate table other (id int)', down: 'drop table orders, other' },
  { id: 'bbbb', up: 'alter table orders add column note text', down: 'alter table orders drop column note' },
);
const quick = { blockerAgeMs: 50, blockerPollMs: 20, lockTimeoutMs: 20, maxLockTimeoutMs: 50 };

/** A session that holds a lock in an open transaction. */
async function hold(database: FreshDatabase, sql: string) {
  const client = await database.connect();
  const [{ pid }] = (await client.query('select pg_backend_pid() as pid')).rows;
  await client.query('begin');
  await client.query(sql);
  await waitFor('the transaction to be older than the limit', async () => {
    const old = "select 1 from pg_stat_activity where pid = $1 and xact_start < clock_timestamp() - interval '100 ms'";
    return (await database.query(old, [pid])).length > 0;
  });
  return { release: () => client.query('rollback') };
}

describe('locks', () => {
  test('waits, without queueing, for a reader in a long transaction', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, events } = runner(revisions, { ...database, options: quick });
    await upgrade('aaaa');
    const reader = await hold(database, 'select * from orders');
    const upgrading = upgrade();
    const blocked = await waitFor('to be told of the blocker', () => events.find(({ type }) => type === 'blocked'));
    expect(blocked).toMatchObject({
      revision: 'bbbb',
      blockers: [{ relation: 'orders', mode: 'AccessShareLock', query: 'select * from orders' }],
    });
    // Others read meanwhile: no waiter of ours is before them.
    await database.query("set lock_timeout = '20ms'; select * from orders");
    await reader.release();
    expect((await upgrading).heads).toEqual(['bbbb']);
    expect(events.some(({ type }) => type === 'retrying')).toBe(false);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('gives up within the budget and names who is in the way', async () => {
    const database = await freshDatabase();
    const { upgrade, log, state } = runner(revisions, {
      ...database,
      options: { ...quick, lockBudgetMs: 400, blockerPatienceMs: 50 },
    });
    await upgrade('aaaa');
    const holder = await hold(database, 'lock table orders in share mode');
    await expect(upgrade()).rejects.toMatchObject({
      code: 'locks-not-free',
      outcome: 'failed',
      facts: {
        revision: 'bbbb',
        blockers: [{ relation: 'orders', query: 'lock table orders in share mode' }],
        heads: ['aaaa'],
      },
    });
    expect(await log()).toContainEqual(
      expect.objectContaining({ event: 'failed', revision: 'bbbb', sqlState: '55P03' }),
    );
    expect((await state()).holder).toBeUndefined();
    await holder.release();
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test('a reader is not in the way of an insert, nor a lock on another table', async () => {
    const database = await freshDatabase();
    const more = line(...revisions, { id: 'cccc', up: 'insert into other values (1)', down: 'delete from other' });
    const { upgrade, events } = runner(more, { ...database, options: quick });
    await upgrade('bbbb');
    const reader = await hold(database, 'select * from other; lock table orders');
    expect((await upgrade()).heads).toEqual(['cccc']);
    expect(events.some(({ type }) => type === 'blocked')).toBe(false);
    await reader.release();
  });

  test('a deadlock is tried again', async () => {
    const database = await freshDatabase();
    const crossing = line(...revisions, {
      id: 'cccc',
      up: 'lock table orders;\nselect pg_sleep(0.2);\nlock table other',
      down: 'select 1',
      options: 'lock-timeout=10s',
    });
    const { upgrade, events } = runner(crossing, database);
    await upgrade('bbbb');
    const other = await database.connect();
    await other.query("begin; set local deadlock_timeout = '10s'; lock table other");
    const upgrading = upgrade();
    await waitFor(
      'orders to be locked',
      async () =>
        (
          await database.query(
            "select 1 from pg_locks where relation = 'orders'::regclass and mode = 'AccessExclusiveLock'",
          )
        ).length > 0,
    );
    await other.query('lock table orders');
    await other.query('rollback');
    expect((await upgrading).heads).toEqual(['cccc']);
    expect(events).toContainEqual(expect.objectContaining({ type: 'retrying', sqlState: '40P01' }));
  });

  test('a statement that runs too long is stopped by the limit on its marker', async () => {
    const database = await freshDatabase();
    const slow: RevisionText = {
      id: 'aaaa',
      up: 'select pg_sleep(60)',
      down: 'select 1',
      options: 'statement-timeout=50ms',
    };
    await expect(runner([slow], database).upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { sqlState: '57014' },
      hint: expect.stringContaining('statement-timeout'),
    });
  });
});
