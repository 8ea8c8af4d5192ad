import { cases, type LintCase } from './case.ts';

const SHOP = `create type mood as enum ('glad', 'sad'); create table people (id bigint primary key, name text, mood mood,
  code text unique, state text not null default 'new'); create table app.orders (id serial primary key, person bigint references people, kind text);
  create view seen as select * from people;`;
const NEW = 'create table fresh (id serial primary key, name text);';

/** What breaks code, rows, design and comments. */
export const OTHER_CASES: readonly LintCase[] = [
  ...cases('drop-table', SHOP, {
    finds: ['drop table people', 'drop table if exists app.orders cascade', 'drop view seen', 'drop table unknown'],
    leaves: [`${NEW} drop table fresh`, 'drop index people_idx', 'create temp table t (a int); drop table t'],
  }),
  ...cases('drop-column', SHOP, {
    finds: ['alter table people drop column name', 'alter table if exists app.orders drop if exists kind cascade'],
    leaves: [`${NEW} alter table fresh drop column name`, 'alter type pair drop attribute a'],
  }),
  ...cases('rename-table', SHOP, {
    finds: [
      'alter table people rename to persons',
      'alter table people set schema app',
      'alter view seen rename to shown',
    ],
    leaves: [`${NEW} alter table fresh rename to f`, 'alter index people_pkey rename to p'],
  }),
  ...cases('rename-column', SHOP, {
    finds: ['alter table people rename name to title', 'alter view seen rename column name to title'],
    leaves: ['alter table people rename constraint people_pkey to p', `${NEW} alter table fresh rename name to title`],
  }),
  ...cases('rename-schema', SHOP, {
    finds: ['alter schema app rename to apps', 'alter schema unknown rename to u'],
    leaves: ['create schema s; create table s.t (a int); alter schema s rename to r'],
  }),
  ...cases('rename-enum-value', SHOP, {
    finds: ["alter type mood rename value 'glad' to 'happy'"],
    leaves: ["create type m as enum ('a'); alter type m rename value 'a' to 'b'", "alter type mood add value 'x'"],
  }),
  ...cases('enum-value-removed', SHOP, {
    finds: [
      `alter type mood rename to mood_old; create type mood as enum ('glad');
       alter table people alter mood type mood using mood::text::mood; drop type mood_old`,
    ],
    leaves: [
      `alter type mood rename to mood_old; create type mood as enum ('glad', 'sad', 'mad');
       alter table people alter mood type mood using mood::text::mood`,
      'alter table people alter mood type text',
    ],
  }),
  ...cases(
    'type-narrowing',
    'create table t (a bigint, b varchar(20), c text, d numeric(10, 2), e timestamptz, f int, g float8)',
    {
      finds: [
        'alter table t alter a type int',
        'alter table t alter b type varchar(5)',
        'alter table t alter c type varchar(5)',
        'alter table t alter d type numeric(10, 4)',
        'alter table t alter d type numeric(8, 2)',
        'alter table t alter d type int',
        'alter table t alter e type date',
        'alter table t alter g type real',
      ],
      leaves: [
        'alter table t alter f type bigint',
        'alter table t alter b type varchar(30)',
        'alter table t alter b type text',
        'alter table t alter d type numeric(12, 4)',
        'alter table t alter a type text',
      ],
    },
  ),
  ...cases('drop-not-null', SHOP, {
    finds: ['alter table people alter state drop not null'],
    leaves: ['alter table people alter name drop not null'],
  }),
  ...cases('change-default', SHOP, {
    finds: ["alter table people alter state set default 'old'", 'alter table people alter state drop default'],
    leaves: ["alter table people alter name set default ''", `${NEW} alter table fresh alter id drop default`],
  }),
  ...cases('drop-cascade', SHOP, {
    finds: [
      'drop table people cascade',
      'alter table people drop column name cascade',
      'alter table people drop constraint people_pkey cascade',
      'truncate people cascade',
      'drop type mood cascade',
      'drop schema app cascade',
      'drop function f() cascade',
    ],
    leaves: ['drop table people', 'drop table people restrict', `${NEW} alter table fresh drop column name cascade`],
  }),
  ...cases('truncate', SHOP, { finds: ['truncate people, app.orders'], leaves: [`${NEW} truncate fresh`] }),
  ...cases('drop-replica-identity', SHOP, {
    finds: ['alter table people drop constraint people_pkey', 'alter table people replica identity nothing'],
    leaves: [
      'alter table people drop constraint people_pkey, add primary key (id)',
      'alter table people drop constraint people_code_key',
      'alter table people replica identity full',
    ],
  }),
  ...cases('required-column-without-default', SHOP, {
    finds: ['alter table people add a int not null', 'alter table people add a int primary key'],
    leaves: [
      'alter table people add a int',
      'alter table people add a int not null default 0',
      'alter table people add a serial not null',
      'alter table people add a int not null generated always as identity',
      `${NEW} alter table fresh add a int not null`,
    ],
  }),
  ...cases('unique-on-existing-rows', SHOP, {
    finds: [
      'create unique index on people (name)',
      'alter table people add unique (name, state)',
      'create unique index on people (lower(code))',
    ],
    leaves: [
      'create index on people (name)',
      'create unique index on people (name, code)',
      'alter table people add column a int unique',
      `${NEW} create unique index on fresh (name)`,
    ],
  }),
  ...cases('enum-value-used-in-same-transaction', SHOP, {
    finds: [
      "alter type mood add value 'mad'; update people set mood = 'mad' where id = 1",
      "alter type mood add value if not exists 'mad'; create index on people (id) where mood = 'mad'",
    ],
    leaves: [
      "alter type mood add value 'mad'; update people set mood = 'sad' where id = 1",
      "create type m as enum ('a'); alter type m add value 'b'; create table t (m m default 'b')",
    ],
  }),
  ...cases('update-unbatched', SHOP, {
    finds: [
      "update people set name = 'x'",
      "update people set name = 'x' where name is null",
      "update people p set name = 'x' from app.orders o where o.person = p.id",
      "with a as (select 1) update people set name = 'x' where id > 5",
      "update people set name = 'x' where id = 1 or name = 'y'",
    ],
    leaves: [
      "update people set name = 'x' where id = 1",
      "update people set name = 'x' where code = 'a' and name is null",
      "update people set name = 'x' where id in (1, 2, 3)",
      `${NEW} update fresh set name = 'x'`,
    ],
  }),
  ...cases('delete-unbatched', SHOP, {
    finds: ['delete from people', "delete from app.orders where kind = 'x'"],
    leaves: ['delete from people where id = 1::bigint', `${NEW} delete from fresh`],
  }),
  ...cases('ddl-and-dml-mixed', SHOP, {
    finds: [
      'alter table people add a int; update people set a = 1',
      'alter table people add a int; insert into app.orders (person) select id from people',
      'alter table people add a int; create table copy (id bigint); insert into copy select id from people',
    ],
    leaves: [
      'update people set name = null; alter table people add a int',
      "alter table people add a int; insert into app.orders (kind) values ('x'), ('y')",
      `${NEW} update people set name = null`,
    ],
  }),
  {
    rule: 'ddl-and-dml-mixed',
    given: SHOP,
    options: 'transaction=off',
    sql: 'alter table people add a int; update people set a = 1',
    finds: false,
  },
  ...cases('sequence-not-reset', SHOP, {
    finds: ["insert into app.orders (id, kind) values (7, 'x')", 'insert into app.orders select 1, 2, null'],
    leaves: [
      "insert into app.orders (kind) values ('x')",
      "insert into app.orders (id, kind) values (default, 'x')",
      "insert into app.orders (id) values (7); select setval('app.orders_id_seq', 7)",
      'insert into people (id) values (7)',
      'insert into app.orders default values',
    ],
  }),
  ...cases('analyze-after-backfill', SHOP, {
    finds: ["update people set name = 'x'", 'insert into people (id) select id from app.orders'],
    leaves: ["update people set name = 'x'; analyze people", "update people set name = 'x' where id = 1"],
  }),
  ...cases('fk-without-index', SHOP, {
    finds: [
      'create table t (id int primary key, person bigint references people)',
      'alter table app.orders add foreign key (id, person) references two (a, b)',
      'create table t (person bigint references people); create index on t (person) where person > 0',
    ],
    leaves: [
      'create table t (person bigint primary key references people)',
      'create table t (a int, person bigint references people, unique (person, a))',
      'create table t (person bigint references people); create index on t using btree (person, id)',
      'create index on app.orders (person); alter table app.orders add foreign key (person) references people not valid',
    ],
  }),
  ...cases('int-key', '', {
    finds: [
      'create table t (id integer primary key)',
      'create table t (id smallserial)',
      'create table t (id int, primary key (id))',
      'alter table t add n int generated always as identity',
    ],
    leaves: [
      'create table t (id bigint primary key, n int)',
      'create table t (a int, b int, primary key (a, b))',
      'create table t (id uuid primary key)',
    ],
  }),
  ...cases('identifier-too-long', '', {
    finds: [
      `create table t (${'a'.repeat(64)} int)`,
      `create table t (id int); create index "${'ä'.repeat(32)}" on t (id)`,
    ],
    leaves: [`create table ${'a'.repeat(63)} (id int)`, `create table t (a text default '${'a'.repeat(80)}')`],
  }),
  ...cases('rls-without-policy', SHOP, {
    finds: [
      'alter table people enable row level security',
      'create table t (a int); alter table t enable row level security',
    ],
    leaves: [
      'alter table people enable row level security; create policy p on public.people using (true)',
      'alter table people disable row level security',
    ],
  }),
  ...cases('security-definer-search-path', '', {
    finds: ["create or replace function f() returns int security definer language sql as 'select 1'"],
    leaves: [
      "create function f() returns int language sql as 'select 1'",
      "create procedure f() security definer set search_path to pg_catalog language sql as 'select 1'",
    ],
  }),
  ...cases('grant-to-public', SHOP, {
    finds: [
      'grant all on people to public',
      'alter default privileges grant select on tables to public',
      'grant usage on schema app to a, public',
    ],
    leaves: ['grant select on people to reader', 'revoke all on people from public'],
  }),
  ...cases('secret-literal', '', {
    finds: ["alter role app with password 'hunter2'"],
    leaves: ['alter role app login', "comment on database x is 'password'"],
  }),
  ...cases('opaque-do-block', '', { finds: ['do $$ begin end $$', 'call work(1)'], leaves: ['select work(1)'] }),
  ...cases('lossy-unmarked', SHOP, {
    finds: ['drop table people', 'alter table people drop column name', 'truncate people'],
    leaves: ['drop view seen', `${NEW} drop table fresh`, 'alter table people drop constraint people_pkey'],
  }),
  {
    rule: 'lossy-unmarked',
    given: SHOP,
    options: 'lossy="names"',
    sql: 'alter table people drop column name',
    finds: false,
  },
];
