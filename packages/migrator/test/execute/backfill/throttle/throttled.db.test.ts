import { expect, test } from 'vitest';
import type { RunnerEvent } from '../../../../src/execute/runner-event.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { line, type RevisionText } from '../../support/revisions.ts';
import { runner } from '../../support/runner.ts';

const plan = (throttle: string, also = ''): readonly RevisionText[] =>
  line(
    {
      id: 'aaaa',
      up: 'create table items (id int primary key, n int not null);\ninsert into items select i, 0 from generate_series(1, 300) i;\ncreate table busy ()',
      down: 'drop table items, busy',
    },
    {
      id: 'bbbb',
      up: `update items set n = n + 1 where id > :from and id <= :to${also}`,
      down: 'update items set n = n - 1 where id > :from and id <= :to',
      options: `batch="items(id)" batch-size=100 throttle="${throttle}"`,
    },
  );

/** A clock that goes on by a second whenever somebody waits or looks at it. */
function clock() {
  let ms = Date.UTC(2026, 0, 1, 12);
  const now = () => {
    ms += 1_000;
    return new Date(ms);
  };
  return { now, pause: async () => {} };
}

/** Makes the server busy. What is returned ends that. */
type Busy = (database: FreshDatabase) => Promise<() => Promise<unknown>>;

const said = (busy: string, free: string): Busy => {
  return async (database) => {
    await database.query(busy);
    return () => database.query(free);
  };
};

/** One session holds the table, another one waits for it. */
const queue: Busy = async (database) => {
  const [holder, waiter] = [await database.connect(), await database.connect()];
  await holder.query('begin');
  await holder.query('select from items where id = 1 for update');
  const waiting = waiter.query('begin; lock table items in exclusive mode; rollback').catch(() => {});
  await waitFor('a session that waits', async () => {
    const [row] = await database.query('select count(*)::int as n from pg_locks where not granted');
    return row?.n !== 0;
  });
  return async () => {
    await holder.query('rollback');
    await waiting;
  };
};

/** An index that is built waits for a transaction that began before it and only reads. */
const build: Busy = async (database) => {
  const [reader, builder] = [await database.connect(), await database.connect()];
  await reader.query('begin isolation level repeatable read');
  await reader.query('select from items');
  const building = builder.query('create index concurrently on items (n)').catch(() => {});
  await waitFor('an index that waits', async () => {
    const rows = await database.query(
      "select from pg_stat_progress_create_index where phase like 'waiting for old snap%'",
    );
    return rows.length > 0;
  });
  return async () => {
    await reader.query('rollback');
    await building;
  };
};

test.each<[string, string, RegExp, Busy]>([
  ['an index that is built', 'autovacuum', /VACUUM or ANALYZE is running on the table/, build],
  ['a session that waits', 'waiters<1', /1 sessions wait for the table, the limit is 1/, queue],
  [
    'an own condition',
    "sql='not exists (select from busy)'",
    /sql is false: not exists/,
    said('insert into busy default values', 'delete from busy'),
  ],
  [
    'what cannot be read',
    "sql='exists (select from pauses)'",
    /relation "pauses" does not exist/,
    said('select', 'create table pauses as select'),
  ],
])('%s keeps batches waiting, says why, and lets them go on', async (_, throttle, reason, busy) => {
  const database = await freshDatabase();
  const events: RunnerEvent[] = [];
  const freed: Promise<unknown>[] = [];
  let free = async (): Promise<unknown> => undefined;
  const { upgrade } = runner(plan(throttle), {
    ...database,
    ...clock(),
    onEvent(event) {
      events.push(event);
      if (event.type === 'batches-paused') freed.push(free());
    },
  });
  await upgrade('aaaa');
  free = await busy(database);
  expect((await upgrade()).heads).toEqual(['bbbb']);
  await Promise.all(freed);
  expect(events.find((event) => event.type === 'batches-paused')?.pausedFor).toMatch(reason);
  expect(events.map(({ type }) => type)).toContain('batches-resumed');
  expect(await database.query('select count(*)::int as n from items where n = 1')).toEqual([{ n: 300 }]);
});

test('more WAL than the limit keeps batches waiting until it is over', async () => {
  const database = await freshDatabase();
  const events: RunnerEvent[] = [];
  const writes = " and pg_logical_emit_message(false, 'test', repeat('x', 100000)) is not null";
  const settings = { ...database, ...clock(), onEvent: (event: RunnerEvent) => void events.push(event) };
  expect((await runner(plan('wal<100kB/s', writes), settings).upgrade()).heads).toEqual(['bbbb']);
  expect(events.find((event) => event.type === 'batches-paused')?.pausedFor).toMatch(
    /^WAL is written at [\d.]+ MB\/s, the limit is 100 kB\/s$/,
  );
  expect(events.map(({ type }) => type)).toContain('batches-resumed');
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: 300 }]);
});

test('the time of a run ends between two batches, and the next run continues', async () => {
  const database = await freshDatabase();
  const revisions = plan('waiters<9');
  const first = runner(revisions, { ...database, ...clock(), until: new Date(Date.UTC(2026, 0, 1, 12, 0, 25)) });
  await expect(first.upgrade()).rejects.toMatchObject({ code: 'batches-until', outcome: 'busy' });
  const rows = await database.query('select count(*)::int as n from items where n = 1');
  expect(rows[0]?.n).toSatisfy((n: number) => n > 0 && n < 300);
  expect((await runner(revisions, database).upgrade()).heads).toEqual(['bbbb']);
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: 300 }]);
});
