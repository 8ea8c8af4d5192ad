import { expect, test } from 'vitest';
import { LOCK_MODES, strongerOf } from '../../src/sql/statement/lock-mode.ts';
import { readStatement } from '../../src/sql/statement/read-statement.ts';
import { freshDatabase } from '../support/fresh-database.ts';

const SETUP = `
  create table events (id int primary key, channel text, n int, constraint positive check (n > 0) not valid);
  create index events_channel_idx on events (channel);
  create index events_n_idx on events (n);
  create table old_events (id int);
  create table "Ev ents" (id int);
  create table notes (id int primary key, event int, constraint notes_event foreign key (event) references events);
  create table parts (id int not null) partition by range (id);
  create table parts_1 partition of parts for values from (0) to (10);
  create table parts_2 (id int not null);
  create table child () inherits (old_events);
  create table other (id int);
  create schema aside;
  create materialized view days as select id from events;
  create unique index on days (id);
  create view shown as select id from events;
  create rule keep as on delete to old_events do instead nothing;
  create policy own on old_events using (true);
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger touch before update on old_events for each row execute function touch();
`;

const STATEMENTS = [
  'alter table /* hot */ events add column a integer',
  "alter table events add column note text default 'validate constraint' not null",
  'alter table public . events add column a integer',
  'alter table if exists only events add a int',
  'alter table only (events) add a int',
  'alter table "Ev ents" add a int',
  'alter table events validate constraint positive',
  'alter table events validate constraint positive, add b int',
  'alter table events alter column n set statistics 5',
  'alter table events alter n set (n_distinct = 5)',
  'alter table events alter n reset (n_distinct)',
  'alter table events alter n set storage plain',
  'alter table events alter n set not null',
  'alter table events alter n type bigint',
  'alter table events set (fillfactor = 70, autovacuum_enabled = false)',
  'alter table events set (toast.autovacuum_enabled = false)',
  'alter table events reset (fillfactor)',
  'alter table events set (user_catalog_table = true)',
  'alter table events set (fillfactor = 70, user_catalog_table = true)',
  'alter table events cluster on events_channel_idx',
  'alter table events set without cluster',
  'alter table events rename to happenings',
  'alter table events rename column n to m',
  'alter table events owner to current_user',
  'alter table other set schema aside',
  'alter table events replica identity full',
  'alter table events enable row level security',
  'alter table events disable trigger all',
  'alter table old_events enable always trigger touch',
  'alter table notes add constraint again foreign key (event) references events (id)',
  'alter table notes add foreign key (event) references public.events not valid',
  'alter table notes add column e int references events',
  'alter table notes add check (event > 0)',
  'alter table notes alter constraint notes_event deferrable',
  'alter table notes drop constraint notes_event',
  'alter table parts attach partition parts_2 for values from (10) to (20)',
  'alter table parts detach partition parts_1',
  'alter table child no inherit old_events',
  'alter table other inherit old_events',
  'alter table other drop column id, set (fillfactor = 70)',
  'alter index events_n_idx rename to x',
  'alter index events_n_idx set (fillfactor = 70)',
  'alter index events_n_idx set tablespace pg_default',
  'alter view shown rename to seen',
  'alter materialized view days rename to weeks',
  'alter policy own on old_events rename to mine',
  'alter trigger touch on old_events rename to t',
  'alter rule keep on old_events rename to k',
  'create table x (id int, event int references events)',
  'create table x (id int, event int, foreign key (event) references events (id))',
  'create table x partition of parts for values from (10) to (20)',
  'create table x () inherits (old_events)',
  'create table x (like events)',
  'create table x as select * from events',
  'create index on events (n)',
  'create unique index if not exists x on only events (id)',
  'create trigger x after insert or update of n on events for each row execute function touch()',
  'create or replace trigger touch before update on old_events for each row execute function touch()',
  'create constraint trigger x after insert on events for each row execute function touch()',
  'create policy x on events using (true)',
  'create rule x as on insert to events do also nothing',
  'create or replace view shown as select id from events',
  'create statistics x on channel, n from events',
  'truncate old_events, other',
  'truncate table only old_events, only (other) restart identity',
  'lock table events',
  'lock events, only old_events in share mode',
  'lock table events in share row exclusive mode nowait',
  'lock table "Ev ents" in row share mode',
  'lock table events in access exclusive mode',
  'drop table "Ev ents", other',
  'drop table if exists "Ev ents"',
  'drop index events_channel_idx, events_n_idx',
  'drop index if exists public.events_channel_idx',
  'drop view shown',
  'drop materialized view days',
  'drop trigger touch on old_events',
  'drop policy if exists own on old_events',
  'drop rule keep on old_events',
  'refresh materialized view days',
  'refresh materialized view concurrently days',
  'cluster events using events_channel_idx',
  'cluster verbose events using events_channel_idx',
  'cluster events_channel_idx on events',
  'analyze events (n), old_events',
  'analyze verbose events',
  'reindex table events',
  'reindex index events_n_idx',
  'reindex (verbose) index events_n_idx',
  'insert into events values (1)',
  'update only events set n = 1',
  'delete from events',
  'merge into events using old_events o on o.id = events.id when matched then delete',
  'comment on table events is $$x$$',
  'select * from events',
] as const;

/** Relations that no statement names: what it knows of them is in the catalog. */
const UNNAMED: Readonly<Record<string, readonly string[]>> = {
  'alter table notes drop constraint notes_event': ['events'],
  'truncate old_events, other': ['child'],
};

test('locks are what the server takes', async () => {
  const database = await freshDatabase();
  const client = await database.connect();
  await client.query(SETUP);
  const { rows: known } = await client.query<{ name: string; table: string | null }>(`
    select c.relname as name, t.relname as table from pg_class c left join pg_index i on i.indexrelid = c.oid
    left join pg_class t on t.oid = i.indrelid where c.relnamespace = 'public'::regnamespace`);
  const wrong: string[] = [];
  for (const sql of STATEMENTS) {
    await client.query('begin');
    const names = await client.query<{ oid: string; name: string }>('select oid::text, relname as name from pg_class');
    const nameOf = new Map(names.rows.map(({ oid, name }) => [oid, name]));
    const refused = await client.query(sql).then(() => undefined, String);
    if (refused !== undefined) {
      wrong.push(`${sql}: ${refused}`);
      await client.query('rollback');
      continue;
    }
    const { rows } = await client.query<{ relation: string; mode: string }>(
      "select relation::text, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and granted",
    );
    await client.query('rollback');
    const taken = new Map<string, (typeof LOCK_MODES)[number]>();
    for (const { relation, mode } of rows) {
      const name = nameOf.get(relation) ?? '';
      const spelled = LOCK_MODES.find((each) => `${each.replaceAll(' ', '')}LOCK` === mode.toUpperCase());
      if (spelled !== undefined) taken.set(name, strongerOf(taken.get(name) ?? 'ACCESS SHARE', spelled));
    }
    const { locks } = readStatement(sql);
    for (const { name, mode } of locks) {
      if (taken.get(name.name) !== mode) wrong.push(`${sql}: ${name.name} ${mode}, taken ${taken.get(name.name)}`);
    }
    const said = new Set(locks.map(({ name }) => name.name));
    for (const { name, table } of known) {
      const mode = taken.get(name) ?? 'ACCESS SHARE';
      if (LOCK_MODES.indexOf(mode) < LOCK_MODES.indexOf('SHARE') || said.has(name)) continue;
      // Of a table that is said to be locked whole its indexes are not listed.
      if (table !== null && locks.some((lock) => lock.name.name === table)) continue;
      if (
        locks.some(
          ({ on, name: index }) =>
            on === 'index' && known.some((each) => each.name === index.name && each.table === name),
        )
      )
        continue;
      if (UNNAMED[sql]?.includes(name) !== true) wrong.push(`${sql}: ${name} not said, taken ${mode}`);
    }
  }
  expect(wrong).toEqual([]);
});
