import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunnerEvent } from '../../../../src/execute/runner-event.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { ask, openPair, type Pair } from '../../../support/standby.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { line } from '../../support/revisions.ts';
import { runner } from '../../support/runner.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await openPair({ archive_mode: 'on' });
});
afterAll(() => pair?.close());

test('a replica that is behind lets batches wait, and lets them continue when it has caught up', async () => {
  const database = await freshDatabase(pair.url);
  const events: RunnerEvent[] = [];
  const resumed: Promise<unknown>[] = [];
  const { upgrade } = runner(
    line(
      {
        id: 'aaaa',
        up: 'create table items (id int primary key, n int not null);\ninsert into items select i, 0 from generate_series(1, 5000) i',
        down: 'drop table items',
      },
      {
        id: 'bbbb',
        // Long enough for several looks.
        up: 'update items set n = n + 1 where id > :from and id <= :to and (select pg_sleep(0.3)) is not null',
        down: 'update items set n = n - 1 where id > :from and id <= :to',
        options: 'batch="items(id)" batch-size=50 batch-target=1ms throttle="lag<300ms"',
      },
    ),
    {
      ...database,
      onEvent(event) {
        events.push(event);
        if (event.type === 'batches-paused') resumed.push(resume());
      },
    },
  );
  const resume = async () => {
    const kept = await database.query('select paused_for, paused_at is not null as at from braid.batch');
    await ask(pair.standbyUrl, 'select pg_wal_replay_resume()');
    return kept;
  };
  await ask(pair.standbyUrl, 'select pg_wal_replay_pause()');
  // Something that it cannot replay now.
  await database.query('create table written (a int)');
  expect((await upgrade()).heads).toEqual(['bbbb']);
  expect(await resumed[0]).toMatchObject([
    { paused_for: expect.stringContaining('replica standby is behind'), at: true },
  ]);
  expect(events.map(({ type }) => type)).toContain('batches-resumed');
  expect(await database.query('select count(*)::int as n from items where n = 1')).toEqual([{ n: 5_000 }]);
});

test('WAL that is not archived lets batches wait, and they continue when it is', async () => {
  const database = await freshDatabase(pair.url);
  const archive = async () => {
    await database.query("alter system set archive_command = 'true'");
    await database.query('select pg_reload_conf()');
  };
  const freed: Promise<void>[] = [];
  const reasons: string[] = [];
  const { upgrade } = runner(
    line(
      {
        id: 'aaaa',
        up: 'create table items (id int primary key, n int not null);\ninsert into items select i, 0 from generate_series(1, 300) i',
        down: 'drop table items',
      },
      {
        id: 'bbbb',
        up: 'update items set n = n + 1 where id > :from and id <= :to',
        down: 'update items set n = n - 1 where id > :from and id <= :to',
        options: 'batch="items(id)" batch-size=100 throttle="archive<1"',
      },
    ),
    {
      ...database,
      onEvent(event) {
        if (event.type !== 'batches-paused') return;
        reasons.push(event.pausedFor ?? '');
        freed.push(archive());
      },
    },
  );
  await upgrade('aaaa');
  await waitFor('a file that nothing archives', async () => {
    // A server that does nothing writes none.
    await database.query('create table if not exists written (); drop table written; select pg_switch_wal()');
    return (await database.query("select from pg_ls_archive_statusdir() where name like '%.ready'")).length > 0;
  });
  expect((await upgrade()).heads).toEqual(['bbbb']);
  await Promise.all(freed);
  expect(reasons[0]).toMatch(/^\d+ files of WAL wait to be archived, the limit is 1$/);
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: 300 }]);
});
