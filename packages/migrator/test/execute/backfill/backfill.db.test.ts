import { describe, expect, test } from 'vitest';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const noPause = async () => {};
const table = (rows: number, id = 'i'): RevisionText => ({
  id: 'aaaa',
  up: `create table items (id bigint primary key, n int not null default 0, doubled int);\ninsert into items (id) select ${id} from generate_series(1, ${rows}) i`,
  down: 'drop table items',
});
const batched = (up: string, down: string, options = ''): RevisionText => ({
  id: 'bbbb',
  up,
  down,
  options: `batch="items(id)" batch-size=100 ${options}`.trim(),
});
const increment = batched(
  'update items set n = n + 1 where id > :from and id <= :to',
  'update items set n = n - 1 where id > :from and id <= :to',
);

const counts = (database: FreshDatabase) =>
  database.query('select n, count(*)::int as rows from items group by n order by n');
const batches = (events: readonly RunnerEvent[]) => events.filter((event) => event.type === 'batch-done');

describe('batches', () => {
  test('change every row once, up and down, and are recorded with the revision', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, state, events } = runner(line(table(1_234), increment), {
      ...database,
      pause: noPause,
    });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 1, rows: 1_234 }]);
    expect(batches(events).at(-1)).toMatchObject({ revision: 'bbbb', table: 'public.items', keys: 1_234, rows: 1_234 });
    expect(batches(events).length).toBeGreaterThan(2);
    expect((await state()).halfRuns).toEqual([]);
    expect(await database.query('select * from braid.batch')).toEqual([]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await counts(database)).toEqual([{ n: 0, rows: 1_234 }]);
  });

  test('walk wide gaps without an empty batch, from the smallest key to the largest one', async () => {
    const database = await freshDatabase();
    const wide = table(
      500,
      'case i when 1 then -9223372036854775808 when 500 then 9223372036854775807 else (i - 250)::bigint * 400000000 end',
    );
    const { upgrade, events } = runner(line(wide, increment), { ...database, pause: noPause });
    await upgrade();
    expect(await counts(database)).toEqual([{ n: 1, rows: 500 }]);
    const keys = batches(events).map((event) => event.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test('an empty table has none', async () => {
    const database = await freshDatabase();
    const { upgrade, events } = runner(line(table(0), increment), { ...database, pause: noPause });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(batches(events)).toEqual([]);
  });

  test.each([
    [
      'uuid',
      `create table items (id uuid primary key, n int not null default 0);\ninsert into items select md5(i::text)::uuid from generate_series(1, 700) i;\ninsert into items values ('00000000-0000-0000-0000-000000000000')`,
    ],
    [
      'text',
      `create table items (id text primary key, n int not null default 0);\ninsert into items select md5(i::text) || chr(39) || chr(92) from generate_series(1, 700) i;\ninsert into items values ('')`,
    ],
    [
      'timestamptz',
      `create table items (id timestamptz primary key, n int not null default 0);\ninsert into items select '2026-03-29'::timestamptz + i * interval '7 minutes 0.000001 seconds' from generate_series(1, 700) i;\ninsert into items values ('-infinity')`,
    ],
    [
      'numeric',
      `create table items (id numeric(20, 4) primary key, n int not null default 0);\ninsert into items select i * 1.0001 from generate_series(1, 701) i`,
    ],
    [
      'an enum',
      `create type word as enum (${Array.from({ length: 701 }, (_, index) => `'w${index}'`).join(', ')});\ncreate table items (id word primary key, n int not null default 0);\ninsert into items select unnest(enum_range(null::word))`,
    ],
  ])('keys may be %s', async (_, up) => {
    const database = await freshDatabase();
    const { upgrade } = runner(line({ id: 'aaaa', up, down: 'drop table items' }, increment), {
      ...database,
      pause: noPause,
    });
    await upgrade();
    expect(await counts(database)).toEqual([{ n: 1, rows: 701 }]);
  });

  test('keys of several columns, partitions, moved rows and copies', async () => {
    const database = await freshDatabase();
    const up = `create table lines (item int, line text, n int not null default 0, primary key (item, line)) partition by range (item);
create table lines_1 partition of lines for values from (0) to (20);
create table lines_2 partition of lines for values from (20) to (100);
create table archive (item int, line text);
insert into lines select i / 10, i::text from generate_series(1, 777) i`;
    const move: RevisionText = {
      id: 'bbbb',
      up: `with gone as (delete from lines l where (l.item, l.line) > :from and (l.item, l.line) <= :to and l.item % 2 = 0 returning l.item, l.line)
insert into archive select * from gone;
update lines set n = n + 1 where (item, line) > :from and (item, line) <= :to`,
      down: 'insert into archive select item, line from lines where (item, line) > :from and (item, line) <= :to',
      options: 'batch="public.lines(item, line)" batch-size=50',
    };
    const { upgrade, downgrade } = runner(line({ id: 'aaaa', up, down: 'drop table lines, archive' }, move), {
      ...database,
      pause: noPause,
    });
    await upgrade();
    const total =
      'select (select count(*)::int from lines where n = 1 and item % 2 = 1) as stayed, (select count(distinct line)::int from archive) as moved, (select count(*)::int from archive) as copies, (select count(*)::int from lines) as lines';
    expect(await database.query(total)).toEqual([{ stayed: 388, moved: 389, copies: 389, lines: 388 }]);
    await downgrade('aaaa');
    expect(await database.query(total)).toMatchObject([{ moved: 777, copies: 777 }]);
  });
});
