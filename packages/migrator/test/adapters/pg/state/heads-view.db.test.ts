import { expect, test } from 'vitest';
import { line } from '../../../execute/support/revisions.ts';
import { runner } from '../../../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';

const TWO = line(
  { id: 'aaaa', up: 'create table a (id int)', down: 'drop table a' },
  { id: 'bbbb', up: 'create table b (id int)', down: 'drop table b' },
);

/** As Braid made it before. */
const OLD = `create or replace view braid.heads as select a.revision, a.slice, a.applied_at from braid.applied a
where not exists (select 1 from braid.applied c where a.revision = any (c.parents) or a.revision = any (c.dependencies))`;

async function halfWay(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  await runner(TWO, database).upgrade('aaaa');
  await database.query(OLD);
  return database;
}

async function isOld({ query }: FreshDatabase): Promise<boolean> {
  const [row] = await query("select pg_get_viewdef('braid.heads'::regclass) as text");
  return !String(row?.text).includes('unnest');
}

test('a state of an older Braid gets the view of today with the next run, not from who only reads', async () => {
  const database = await halfWay();
  const { state, upgrade } = runner(TWO, database);
  await state();
  expect(await isOld(database)).toBe(true);
  expect((await upgrade()).heads).toEqual(['bbbb']);
  expect(await isOld(database)).toBe(false);
  expect(await database.query('select revision from braid.heads')).toEqual([{ revision: 'bbbb' }]);
});

test('what is in the way of the new view is not in the way of the run', async () => {
  const database = await halfWay();
  const reader = await database.connect();
  await reader.query('begin; lock table braid.heads in access share mode');
  expect((await runner(TWO, database).upgrade()).heads).toEqual(['bbbb']);
  expect(await isOld(database)).toBe(true);
  await reader.query('rollback');

  await database.query(`create function no() returns event_trigger language plpgsql as $$ begin raise exception 'no views'; end $$;
create event trigger no_views on ddl_command_start when tag in ('CREATE VIEW') execute function no()`);
  expect((await runner(TWO, database).downgrade('aaaa')).heads).toEqual(['aaaa']);
  expect(await isOld(database)).toBe(true);
});

test('the view says what a graph says, with a hash of all links however many there are', async () => {
  const database = await halfWay();
  await runner(TWO, database).upgrade();
  await database.query(`delete from braid.applied;
insert into braid.applied (revision, slice, parents, dependencies, checksum, applied_by, duration_ms, tool_version, run_id, attempt_id)
select n::text, 's', case when n = 1 then '{}' else array[(n - 1 - n % 3 / 2)::text, (n / 2)::text] end, case when n % 7 = 0 and n > 9 then array[(n - 5)::text] else '{}' end,
'', '', 0, '', '', '' from generate_series(1, 3000) n; analyze braid.applied`);
  const rows = await database.query('select revision, parents || dependencies as below from braid.applied');
  const below = new Set(rows.flatMap((row) => row.below));
  const expected = rows.map(({ revision }) => revision).filter((revision) => !below.has(revision));
  expect(expected.length).toBeGreaterThan(300);
  const found = await database.query('select revision from braid.heads');
  expect(found.map(({ revision }) => revision).sort()).toEqual(expected.sort());

  const plan = await database.query('explain select * from braid.heads');
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Hash .*Anti Join|Hash Right Anti/);
});
