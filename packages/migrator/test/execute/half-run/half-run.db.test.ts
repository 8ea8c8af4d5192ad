import { describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const base: RevisionText = {
  id: 'aaaa',
  up: 'create table items (id int, name text);\ninsert into items select i, i::text from generate_series(1, 1000) i',
  down: 'drop table items',
};
const off = (up: string, down: string): RevisionText => ({ id: 'bbbb', up, down, options: 'transaction=off' });
const index = off(
  'create table marks (n int);\ncreate index concurrently items_name on items (name);\ninsert into marks values (1)',
  'drop index concurrently items_name;\ndrop table marks',
);

const valid = (database: FreshDatabase) =>
  database.query(
    "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = indexrelid where relname like 'items_name%'",
  );

/** Applies the first revision and pretends that a run of the second one died with this progress. */
async function died(
  database: FreshDatabase,
  revisions: readonly RevisionText[],
  progress: { done: string[]; intent?: string },
) {
  await runner(revisions, database).upgrade('aaaa');
  await database.query(
    "insert into braid.progress (revision, slice, direction, done, intent, run_id, attempt_id) values ('bbbb', 'events', 'upgrade', $1, $2, 'dead', 'dead')",
    [progress.done, progress.intent ?? null],
  );
}

/** An index as a build that was killed leaves it. */
const leaveInvalid = async (database: FreshDatabase) => {
  await database.query('create index items_name on items (name)');
  await database.query("update pg_index set indisvalid = false where indexrelid = 'items_name'::regclass");
};

describe('transaction=off', () => {
  test('goes up, down and up again, with a checkpoint for each statement', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, state } = runner(line(base, index), database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await valid(database)).toEqual([{ relname: 'items_name', indisvalid: true }]);
    expect((await state()).halfRuns).toEqual([]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await valid(database)).toEqual([]);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select count(*)::int as n from marks')).toEqual([{ n: 1 }]);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('a failed statement keeps what is done, and the next run continues with an edited tail', async () => {
    const database = await freshDatabase();
    const broken = off(
      'create table marks (n int);\ninsert into marks values (1);\ninsert into nowhere values (1)',
      'drop table marks',
    );
    const first = runner(line(base, broken), database);
    await expect(first.upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { revision: 'bbbb', statementNumber: 3, rolledBack: expect.stringContaining('2 before it are done') },
    });
    expect((await first.state()).halfRuns).toMatchObject([{ revision: 'bbbb', doneStatements: { length: 2 } }]);
    const mended = off(
      'create table marks (n int);\ninsert into marks values (1);\ninsert into marks values (2)',
      'drop table marks',
    );
    const second = runner(line(base, mended), database);
    expect((await second.upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select n from marks order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(second.events.filter(({ type }) => type === 'statement-skipped')).toHaveLength(2);
    expect((await second.downgrade()).heads).toEqual([]);
  });

  test('refuses an edited prefix, and a plan in the other direction', async () => {
    const database = await freshDatabase();
    const broken = off('create table marks (n int);\nselect 1/0', 'drop table marks');
    await expect(runner(line(base, broken), database).upgrade()).rejects.toMatchObject({ code: 'statement-failed' });
    const edited = off('create table marks (n bigint);\nselect 1', 'drop table marks');
    await expect(runner(line(base, edited), database).upgrade()).rejects.toMatchObject({
      code: 'half-run-edited',
      facts: { statementNumber: 1, done: 1, line: 6 },
    });
    await expect(runner(line(base, broken), database).downgrade()).rejects.toMatchObject({ code: 'half-run-pending' });
  });

  const create = 'create index concurrently items_name on items (name)';
  const build = off(create, 'drop index concurrently items_name');

  test.each([
    ['not there', async () => {}],
    ['invalid', leaveInvalid],
    [
      'valid',
      async (database: FreshDatabase) => void (await database.query('create index items_name on items (name)')),
    ],
  ])('after a crash in a concurrent build the index is %s', async (_, leave) => {
    const database = await freshDatabase();
    const revisions = line(base, build);
    await died(database, revisions, { done: [], intent: create });
    await leave(database);
    const { upgrade, downgrade, state } = runner(revisions, database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await valid(database)).toEqual([{ relname: 'items_name', indisvalid: true }]);
    expect((await state()).halfRuns).toEqual([]);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('a build that fails leaves no invalid index behind', async () => {
    const database = await freshDatabase();
    const doubled = { ...base, up: `${base.up};\ninsert into items values (1, '1')` };
    const unique = off(
      'create unique index concurrently items_name on items (name)',
      'drop index concurrently items_name',
    );
    const { upgrade, state } = runner(line(doubled, unique), database);
    await expect(upgrade()).rejects.toMatchObject({ code: 'statement-failed', facts: { sqlState: '23505' } });
    expect(await valid(database)).toEqual([]);
    await database.query('delete from items where ctid not in (select min(ctid) from items group by id)');
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect((await state()).halfRuns).toEqual([]);
  });

  test('an index of somebody else under the same name is an error, and is left alone', async () => {
    const database = await freshDatabase();
    const { upgrade } = runner(line(base, build), database);
    await upgrade('aaaa');
    await database.query('create index items_name on items (id)');
    await expect(upgrade()).rejects.toMatchObject({ code: 'statement-failed', facts: { sqlState: '42P07' } });
    expect(await valid(database)).toHaveLength(1);
    await expect(upgrade()).rejects.toMatchObject({ code: 'statement-failed' });
  });

  test('dropping an index that is not there fails the first time', async () => {
    const database = await freshDatabase();
    const { upgrade } = runner(line(base, off('drop index concurrently nowhere', 'select 1')), database);
    await expect(upgrade()).rejects.toMatchObject({ code: 'statement-failed', facts: { sqlState: '42704' } });
  });

  test('settings made in the section hold for its statements, also when it is resumed, and for nothing after it', async () => {
    const database = await freshDatabase();
    const broken = off("set work_mem = '77kB';\nselect 1/0", 'select 1');
    await expect(runner(line(base, broken), database).upgrade()).rejects.toMatchObject({ code: 'statement-failed' });
    const mended = off(
      "set work_mem = '77kB';\ncreate table w as select current_setting('work_mem') as w",
      'drop table w',
    );
    const after: RevisionText = {
      id: 'cccc',
      up: "create table v as select current_setting('work_mem') as w",
      down: 'drop table v',
    };
    const { upgrade, downgrade } = runner(line(base, mended, after), database);
    expect((await upgrade()).heads).toEqual(['cccc']);
    expect(await database.query('select w.w as inside, v.w as outside from w, v')).toEqual([
      { inside: '77kB', outside: '4MB' },
    ]);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('a partition whose detaching was interrupted is finalized', async () => {
    const database = await freshDatabase();
    const parts: RevisionText = {
      id: 'aaaa',
      up: 'create table logs (id int) partition by range (id);\ncreate table logs_1 partition of logs for values from (0) to (10)',
      down: 'drop table logs;\ndrop table if exists logs_1',
    };
    const detach = 'alter table logs detach partition logs_1 concurrently';
    const revisions = line(parts, off(detach, 'alter table logs attach partition logs_1 for values from (0) to (10)'));
    await died(database, revisions, { done: [], intent: detach });
    await database.query("update pg_inherits set inhdetachpending = true where inhrelid = 'logs_1'::regclass");
    const { upgrade, downgrade } = runner(revisions, database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query("select 1 from pg_inherits where inhrelid = 'logs_1'::regclass")).toEqual([]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('leftovers of a concurrent reindex are dropped, and it runs again', async () => {
    const database = await freshDatabase();
    const reindex = 'reindex index concurrently items_name';
    const revisions = line(
      { ...base, up: `${base.up};\ncreate index items_name on items (name)` },
      off(`${reindex};\nvacuum items`, 'select 1'),
    );
    await died(database, revisions, { done: [], intent: reindex });
    await database.query('create index items_name_ccnew on items (name)');
    await database.query("update pg_index set indisvalid = false where indexrelid = 'items_name_ccnew'::regclass");
    const { upgrade } = runner(revisions, database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await valid(database)).toEqual([{ relname: 'items_name', indisvalid: true }]);
  });

  test('a procedure that commits runs alone; cut short, only a person can say what it did', async () => {
    const database = await freshDatabase();
    const procedure: RevisionText = {
      ...base,
      up: `${base.up};\ncreate procedure twice() language plpgsql as $$ begin insert into items values (0, 'a'); commit; insert into items values (0, 'b'); end $$`,
      down: 'drop procedure twice;\ndrop table items',
    };
    const revisions = line(procedure, off('call twice()', 'delete from items where id = 0'));
    expect((await runner(revisions, database).upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select name from items where id = 0 order by name')).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
    expect((await runner(revisions, database).downgrade('aaaa')).heads).toEqual(['aaaa']);
    await died(database, revisions, { done: [], intent: 'call twice()' });
    await expect(runner(revisions, database).upgrade()).rejects.toMatchObject({
      code: 'outcome-unknown',
      facts: { statement: 'call twice()', line: 6 },
    });
  });

  test('a new value of an enum is there for the next statement', async () => {
    const database = await freshDatabase();
    const enumeration: RevisionText = { id: 'aaaa', up: "create type mood as enum ('ok')", down: 'drop type mood' };
    const add = off(
      "alter type mood add value 'bad';\ncreate table moods as select 'bad'::mood as m",
      'drop table moods',
    );
    const { upgrade } = runner(line(enumeration, add), database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test('a concurrent build says who it waits for', async () => {
    const database = await freshDatabase();
    const { upgrade, events } = runner(line(base, build), database);
    await upgrade('aaaa');
    const old = await database.connect();
    await old.query('begin; insert into items values (0)');
    const upgrading = upgrade();
    const blocked = await waitFor('to be told', () => events.find(({ type }) => type === 'blocked'));
    expect(blocked).toMatchObject({ revision: 'bbbb', blockers: [{ query: 'begin; insert into items values (0)' }] });
    await old.query('commit');
    expect((await upgrading).heads).toEqual(['bbbb']);
  });
});
