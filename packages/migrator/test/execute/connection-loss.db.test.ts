import { describe, expect, onTestFinished, test } from 'vitest';
import { freshDatabase } from '../support/fresh-database.ts';
import { line, manyTables, type RevisionText } from './support/revisions.ts';
import { runner } from './support/runner.ts';
import { type Fault, tcpProxy } from './support/tcp-proxy.ts';

const faults: readonly Fault[] = ['cut-before', 'cut-during', 'cut-after'];

async function throughProxy() {
  const database = await freshDatabase();
  const proxy = await tcpProxy(database.url);
  onTestFinished(() => proxy.close());
  return { database, proxy };
}

const twice = 'select revision, direction from runs group by 1, 2 having count(*) > 1';

describe('a connection that is lost', () => {
  test.each(faults.flatMap((fault) => [[fault, 'up'] as const, [fault, 'down'] as const]))(
    '%s the COMMIT of a batch, going %s: nothing is lost and nothing runs twice',
    async (fault, direction) => {
      const { database, proxy } = await throughProxy();
      const revisions = manyTables(40);
      const { upgrade, downgrade, events } = runner(revisions, { url: proxy.url });
      if (direction === 'up') {
        proxy.arm(fault, 'select "braid"."record"');
        const up = await upgrade();
        expect(up.ran).toHaveLength(40);
        expect(up.heads).toEqual(['r039']);
      } else {
        await upgrade();
        proxy.arm(fault, 'select "braid"."record"');
        expect((await downgrade('r000')).ran).toHaveLength(39);
        expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'r000' }]);
      }
      expect(proxy.fired).toBe(1);
      expect(events.some(({ type }) => type === 'reconnected')).toBe(true);
      expect(await database.query(twice)).toEqual([]);
      expect((await runner(revisions, database).downgrade()).heads).toEqual([]);
    },
  );

  test.each(faults)('%s a slow commit: the old session can commit nothing more', async (fault) => {
    const { database, proxy } = await throughProxy();
    const slow: readonly RevisionText[] = line(
      { id: 'aaaa', up: 'create table runs (revision text)', down: 'drop table runs' },
      { id: 'bbbb', up: "insert into runs values ('bbbb');\nselect pg_sleep(1)", down: 'delete from runs' },
    );
    const { upgrade } = runner(slow, { url: proxy.url });
    await upgrade('aaaa');
    proxy.arm(fault, 'select "braid"."record"');
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select revision from runs')).toEqual([{ revision: 'bbbb' }]);
    expect((await runner(slow, database).downgrade()).heads).toEqual([]);
  });

  const half: readonly RevisionText[] = line(
    { id: 'aaaa', up: 'create table items (id int)', down: 'drop table items' },
    {
      id: 'bbbb',
      up: 'insert into items values (1);\ncreate index concurrently items_id on items (id);\ninsert into items values (2)',
      down: 'drop index concurrently items_id;\ndelete from items',
      options: 'transaction=off',
    },
  );

  test.each(
    faults.flatMap((fault) =>
      ['values (1)', 'create index concurrently', 'values (2)', '"fence"', 'select "braid"."record"'].map(
        (at) => [fault, at] as const,
      ),
    ),
  )('%s %j of a half run: it resumes, each statement once', async (fault, at) => {
    const { database, proxy } = await throughProxy();
    const { upgrade, downgrade } = runner(half, { url: proxy.url });
    await upgrade('aaaa');
    proxy.arm(fault, at);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(proxy.fired).toBe(1);
    expect(await database.query('select id from items order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await database.query("select indisvalid from pg_index where indexrelid = 'items_id'::regclass")).toEqual([
      { indisvalid: true },
    ]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test('while the lease is asked for', async () => {
    const { proxy } = await throughProxy();
    const { upgrade, downgrade } = runner(manyTables(3), { url: proxy.url });
    await upgrade('r000');
    proxy.arm('cut-after', 'update "braid"."lease" l set token');
    expect((await upgrade()).heads).toEqual(['r002']);
    proxy.arm('cut-after', 'update "braid"."lease" set run_id = null');
    expect((await downgrade()).heads).toEqual([]);
  });

  test('while the state is made', async () => {
    const { proxy } = await throughProxy();
    const { upgrade } = runner(manyTables(3), { url: proxy.url });
    proxy.arm('cut-during', 'create schema');
    expect((await upgrade()).heads).toEqual(['r002']);
  });

  test('again and again at the same revision: gives up and names it', async () => {
    const { proxy } = await throughProxy();
    const { upgrade } = runner(manyTables(3), { url: proxy.url });
    proxy.arm('cut-before', 'select "braid"."record"', 100);
    await expect(upgrade()).rejects.toMatchObject({ code: 'database-connection-lost', facts: { revision: 'r000' } });
  });

  test('and the server does not come back: says so within the budget', async () => {
    const { proxy } = await throughProxy();
    const { upgrade } = runner(manyTables(3), {
      url: proxy.url,
      options: { reconnectBudgetMs: 300 },
      onEvent: ({ type }) => {
        if (type === 'reconnecting') void proxy.close();
      },
    });
    proxy.arm('cut-before', 'select "braid"."record"');
    await expect(upgrade()).rejects.toMatchObject({ code: 'database-connection-lost' });
  });
});
