import { describe, expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import type { MigrationDatabase } from '../../../src/ports/database/migration-database.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const pause = async () => {};
const base: RevisionText = {
  id: 'aaaa',
  up: `create table items (id int primary key, word text, n int not null default 0, doubled int);
insert into items (id, word) select i, i::text from generate_series(1, 1000) i`,
  down: 'drop table items',
};
const range = 'where id > :from and id <= :to';
const batched = (
  up: string,
  options = '',
  down = 'delete from items where id > :from and id <= :to',
): RevisionText => ({
  id: 'bbbb',
  up,
  down,
  options: `batch="items(id)" batch-size=100 ${options}`.trim(),
});
const increment = batched(`update items set n = n + 1 ${range}`);

describe('a batch that fails', () => {
  test('leaves single rows out, reports them at the end, and tries them again', async () => {
    const database = await freshDatabase();
    const cast = batched(`update items set n = n + 1, doubled = word::int * 2 ${range}`, 'done="doubled is not null"');
    const { upgrade, state, events } = runner(line(base, cast), { ...database, pause });
    await upgrade('aaaa');
    await database.query("update items set word = 'x' || id where id in (7, 8, 555)");
    await expect(upgrade()).rejects.toMatchObject({
      code: 'batch-rows-failed',
      facts: {
        failed: [{ key: ['7'], sqlState: '22P02' }, { key: ['8'] }, { key: ['555'] }],
        othersDone: true,
        table: 'items',
      },
    });
    expect(events.filter(({ type }) => type === 'key-failed')).toHaveLength(3);
    expect(await database.query('select sum(n)::int as n from items')).toEqual([{ n: 997 }]);
    expect((await state()).halfRuns).toHaveLength(1);
    await database.query("update items set word = '0' where id in (7, 8)");
    await expect(upgrade()).rejects.toMatchObject({ facts: { failed: [{ key: ['555'] }] } });
    await database.query("update items set word = '0' where id = 555");
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select min(n) as least, max(n) as most from items')).toEqual([{ least: 1, most: 1 }]);
  });

  test.each([
    ['new.id := new.id + 1000; return new;', 'before', 'items cannot be changed in batches by id: the trigger moves'],
    ["return jsonb_populate_record(new, '{}');", 'before', undefined],
    ['update items set id = id where id < 0; return null;', 'after', 'the trigger moves changes the key'],
    ['new.word := upper(new.word); return new;', 'before', undefined],
  ])('is not begun where a trigger changes the key: %s', async (body, when, refused) => {
    const database = await freshDatabase();
    const { upgrade, events } = runner(line(base, increment), { ...database, pause });
    await upgrade('aaaa');
    await database.query(`create function moves() returns trigger language plpgsql as $$ begin ${body} end $$;
create trigger moves ${when} update on items for each row execute function moves()`);
    const said = () => events.flatMap((event) => (event.type === 'log' ? [event.line] : []));
    if (refused === undefined) {
      await upgrade();
      expect(said().map((text) => text.slice(0, 38))).toEqual(
        body.includes('jsonb') ? ['Braid cannot tell whether the trigger '] : [],
      );
    } else {
      await expect(upgrade()).rejects.toMatchObject({ code: 'batch-key', message: expect.stringContaining(refused) });
      expect(await database.query('select sum(n)::int as n from items')).toEqual([{ n: 0 }]);
    }
  });

  test('whose file was deleted is not passed over', async () => {
    const database = await freshDatabase();
    const text = batched(`update items set doubled = word::int ${range}`, 'max-failed=0');
    await runner(line(base), { ...database, pause }).upgrade();
    await database.query("update items set word = 'x' where id = 500");
    await expect(runner(line(base, text), { ...database, pause }).upgrade()).rejects.toMatchObject({
      code: 'batch-rows-failed',
    });
    await expect(runner(line(base), { ...database, pause }).upgrade()).rejects.toMatchObject({
      code: 'half-run-pending',
      facts: { revision: 'bbbb', isMissing: true },
    });
  });

  test('is run again when the server lost it, as a replica that took over may have', async () => {
    const database = await freshDatabase();
    const { upgrade, events } = runner(line(base, increment), { ...database, pause });
    await upgrade('aaaa');
    // In the third batch the cursor is another than the run believes; a sequence is not rolled back, so once only.
    await database.query(`create sequence fired;
create function lose() returns trigger language plpgsql as $$
begin if nextval('fired') = 3 then update braid.batch set cursor_key = '{7}'; end if; return null; end $$;
create trigger lose after update on items execute function lose()`);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(events.map(({ type }) => type)).toContain('reconnected');
    expect(await database.query('select n, count(*)::int from items group by n')).toEqual([{ n: 1, count: 1000 }]);
  });

  test('ends the run when too many rows fail, and at once when the statement is wrong', async () => {
    const database = await freshDatabase();
    const few = batched(`update items set doubled = word::int ${range}`, 'max-failed=1');
    const first = runner(line(base, few), { ...database, pause });
    await first.upgrade('aaaa');
    await database.query("update items set word = 'x' where id in (3, 5)");
    await expect(first.upgrade()).rejects.toMatchObject({
      code: 'batch-rows-failed',
      facts: { failed: [{ key: ['3'] }, { key: ['5'] }], othersDone: false },
    });
    const other = await freshDatabase();
    const wrong = batched(`update items\nset nothing = 1 ${range}`);
    await expect(runner(line(base, wrong), { ...other, pause }).upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { sqlState: '42703', line: 7, column: 5, rolledBack: 'this batch; those before it are done and stay' },
    });
  });

  test('that takes too long is tried with fewer rows', async () => {
    const database = await freshDatabase();
    const slow = batched(
      `update items set n = n + 1 + length(pg_sleep(0.004)::text) ${range}`,
      'statement-timeout=150ms',
    );
    const { upgrade } = runner(line({ ...base, up: base.up.replace('1000', '150') }, slow), { ...database, pause });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select min(n) as least, max(n) as most from items')).toEqual([{ least: 1, most: 1 }]);
  });

  test('because a row is locked waits for it', async () => {
    const database = await freshDatabase();
    const patient = { ...increment, options: `${increment.options} lock-timeout=50ms` };
    const { upgrade, events } = runner(line(base, patient), database);
    await upgrade('aaaa');
    const holder = await database.connect();
    await holder.query('begin');
    await holder.query('select from items where id = 500 for update');
    const done = upgrade();
    await waitFor('a try that waited for the lock', () => events.some(({ type }) => type === 'retrying'));
    await holder.query('commit');
    expect((await done).heads).toEqual(['bbbb']);
    expect(events.some(({ type }) => type === 'retrying')).toBe(true);
    expect(await database.query('select min(n) as least, max(n) as most from items')).toEqual([{ least: 1, most: 1 }]);
  });
});

describe('the end of the batches', () => {
  test('is checked with the condition and the query of the marker', async () => {
    const database = await freshDatabase();
    const options = 'done="doubled is not null" verify="select count(*) from items where doubled <> 2 → 0"';
    const half = batched(`update items set doubled = 2 ${range} and id % 100 <> 0`, options);
    const { upgrade } = runner(line(base, half), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({
      code: 'batch-not-done',
      facts: { keys: [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000].map((key) => [String(key)]) },
    });
    await database.query('update items set doubled = 3 where doubled is null');
    await expect(upgrade()).rejects.toMatchObject({
      code: 'batch-verification',
      facts: { found: '10', expected: '0' },
    });
    await database.query('update items set doubled = 2');
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });
});

describe('nothing runs', () => {
  test.each([
    ['no-table', 'create table others (id int primary key)'],
    ['not-a-table', 'create view items as select 1 as id'],
    ['no-column', 'create table items (n int primary key)'],
    ['nullable', 'create table items (id int unique)'],
    ['generated', 'create table items (n int, id int generated always as (n * 2) stored primary key)'],
    ['no-index', 'create table items (id int not null);\ncreate index on items (id)'],
    ['no-index', 'create table items (id int not null);\ncreate unique index on items (id) where id > 5'],
    ['no-index', 'create table items (id int not null, b int not null, unique (id, b))'],
    ['type', 'create table items (id float8 primary key)'],
  ])('%s: %s', async (problem, up) => {
    const database = await freshDatabase();
    const { upgrade, state } = runner(line({ id: 'aaaa', up, down: 'select 1' }, increment), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({ code: 'batch-key', facts: { problem, line: 5 } });
    expect((await state()).halfRuns).toEqual([]);
  });

  test('of a file that was edited in the meantime, whether into other batches or into none', async () => {
    const database = await freshDatabase();
    const failing = batched(`update items set doubled = word::int ${range}`);
    const first = runner(line(base, failing), { ...database, pause });
    await first.upgrade('aaaa');
    await database.query("update items set word = 'x' where id = 500");
    await expect(first.upgrade()).rejects.toMatchObject({ code: 'batch-rows-failed' });
    for (const edited of [
      batched(`update items set doubled = 1 ${range}`),
      { ...failing, options: 'batch="items(id)"', up: `update items set n = word::int ${range}` },
      { id: 'bbbb', up: 'update items set doubled = 1', down: 'select 1' },
    ]) {
      await expect(runner(line(base, edited), { ...database, pause }).upgrade()).rejects.toMatchObject({
        code: 'batch-edited',
      });
    }
    await expect(first.downgrade()).rejects.toMatchObject({ code: 'half-run-pending' });
    // The rest of the marker may change.
    await database.query("update items set word = '5' where id = 500");
    const tuned = { ...failing, options: 'batch="items(id)" batch-size=50 done="doubled is not null"' };
    expect((await runner(line(base, tuned), { ...database, pause }).upgrade()).heads).toEqual(['bbbb']);
  });
});

test('rows of a transaction that is open when the batches begin are among them', async () => {
  const database = await freshDatabase();
  const { upgrade, events } = runner(line(base, increment), database);
  await upgrade('aaaa');
  await database.query('delete from items where id = 500');
  const writer = await database.connect();
  await writer.query('begin');
  await writer.query("insert into items (id, word) values (500, '500')");
  const done = upgrade();
  await waitFor('a wait for the writer', () => events.some(({ type }) => type === 'waiting-for-writers'));
  await writer.query('commit');
  await done;
  expect(await database.query('select n from items where id = 500')).toEqual([{ n: 1 }]);
});

test('a state that was made before there were batches gets its table when it is needed', async () => {
  const database = await freshDatabase();
  const { upgrade } = runner(line(base, increment), { ...database, pause });
  await upgrade('aaaa');
  await database.query('drop table braid.batch');
  const open: MigrationDatabase = openPgDatabase({ url: database.url, source: 'test', toolVersion: 'test' });
  expect(await open.readBackfills()).toEqual([]);
  await open.close();
  expect((await upgrade()).heads).toEqual(['bbbb']);
});
