import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { line, manyTables, type RevisionText } from './support/revisions.ts';
import { runner } from './support/runner.ts';

const slow: readonly RevisionText[] = line(
  { id: 'aaaa', up: 'create table a (id int)', down: 'drop table a' },
  { id: 'bbbb', up: 'create table b (id int);\nselect pg_sleep(60)', down: 'drop table b' },
);

describe('a signal', () => {
  test('twice cancels the statement at once; what is committed stays, the rest never was', async () => {
    const database = await freshDatabase();
    const { upgrade, stop, state, events } = runner(slow, database);
    const upgrading = upgrade();
    await waitFor(
      'the slow statement',
      async () =>
        (
          await database.query(
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
          )
        ).length > 0,
    );
    stop.raise();
    stop.raise();
    await expect(upgrading).rejects.toMatchObject({
      code: 'interrupted',
      facts: { ran: ['aaaa'], heads: ['aaaa'], revision: 'bbbb' },
    });
    expect(events.filter(({ type }) => type === 'stopping')).toHaveLength(2);
    expect((await state()).holder).toBeUndefined();
    expect(await database.query("select to_regclass('b') as b")).toEqual([{ b: null }]);
    const again = runner(slow, database);
    expect((await again.downgrade()).heads).toEqual([]);
  });

  test('once lets the statement end within its grace, then cancels it', async () => {
    const database = await freshDatabase();
    const { upgrade, stop } = runner(slow, { ...database, options: { stopGraceMs: 50 } });
    const upgrading = upgrade();
    await waitFor(
      'the slow statement',
      async () =>
        (
          await database.query(
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
          )
        ).length > 0,
    );
    stop.raise();
    await expect(upgrading).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('between two messages stops there, and the next run continues', async () => {
    const database = await freshDatabase();
    const revisions = manyTables(60);
    const first = runner(revisions, {
      ...database,
      onEvent: ({ type }) => {
        if (type === 'revision-done') first.stop.raise();
      },
      options: { stopGraceMs: 60_000 },
    });
    const failed = await first.upgrade().catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'interrupted' });
    const rest = runner(revisions, database);
    const applied = (await rest.state()).applied.length;
    expect(applied).toBeLessThan(60);
    const { ran, heads } = await rest.upgrade();
    expect([ran.length, heads]).toEqual([60 - applied, ['r059']]);
  });

  test('while it waits for the lease', async () => {
    const database = await freshDatabase();
    const holder = runner(slow, database);
    const holding = holder.upgrade().catch((error: unknown) => error);
    await waitFor('the lease to be held', async () => (await holder.state()).holder !== undefined);
    const waiting = runner(slow, {
      ...database,
      onEvent: ({ type }) => {
        if (type === 'waiting-for-lease') waiting.stop.raise();
      },
    });
    await expect(waiting.upgrade()).rejects.toMatchObject({ code: 'interrupted', facts: { ran: [] } });
    holder.stop.raise();
    holder.stop.raise();
    expect(await holding).toMatchObject({ code: 'interrupted' });
  });

  test('leaves an index that was being built to the next run, which builds it', async () => {
    const database = await freshDatabase();
    const index: readonly RevisionText[] = line(
      { id: 'aaaa', up: 'create table items (id int)', down: 'drop table items' },
      {
        id: 'bbbb',
        up: 'create index concurrently items_id on items (id)',
        down: 'drop index concurrently items_id',
        options: 'transaction=off',
      },
    );
    const { upgrade, stop } = runner(index, database);
    await upgrade('aaaa');
    // An open transaction with a lock on the table keeps the build waiting.
    const other = await database.connect();
    await other.query('begin; insert into items values (1)');
    const upgrading = upgrade();
    await waitFor(
      'the build to wait',
      async () =>
        (await database.query('select 1 from pg_stat_progress_create_index where datname = current_database()'))
          .length > 0,
    );
    stop.raise();
    stop.raise();
    await expect(upgrading).rejects.toMatchObject({ code: 'interrupted' });
    await other.query('commit');
    const again = runner(index, database);
    expect((await again.upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query("select indisvalid from pg_index where indexrelid = 'items_id'::regclass")).toEqual([
      { indisvalid: true },
    ]);
    expect((await again.downgrade()).heads).toEqual([]);
  });
});
