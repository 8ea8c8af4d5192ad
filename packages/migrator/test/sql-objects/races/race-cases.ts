/** Two revisions that nothing orders, above a common one. */
export interface RaceCase {
  /** What is below both. */
  readonly base?: string;
  readonly one: string;
  readonly other: string;
}

const base =
  "create table acc (id int primary key, name text not null, kind mood default 'a', n int); create table notes (id int primary key, acc_id int, body text)";
const mood = "create type mood as enum ('a', 'b')";
const of = (one: string, other: string, below = `${mood}; ${base}`): RaceCase => ({ base: below, one, other });

/** Which order they run in matters; the thing that they meet at. */
export const RACES: readonly (RaceCase & {
  readonly thing: string;
  /** The mention is in code that the server does not look into before it runs. */
  readonly onlyCode?: true;
})[] = [
  // What an extension brings along
  { ...of('create extension citext', 'create table t (c citext)'), thing: 'type citext' },
  { ...of('create extension citext', 'alter table notes alter column body type citext[]'), thing: 'type citext' },
  {
    ...of('create extension "uuid-ossp"', 'create table t (id uuid default uuid_generate_v4())'),
    thing: 'uuid_generate_v4',
  },
  {
    ...of('create extension pg_trgm', 'create index i on notes using gin (body gin_trgm_ops)'),
    thing: 'operator class gin_trgm_ops',
  },
  { ...of('create extension pgcrypto', "update acc set name = digest(name, 'md5')::text"), thing: 'digest' },
  {
    ...of('drop extension hstore', 'create table t (h hstore)', `${mood}; ${base}; create extension hstore`),
    thing: 'type hstore',
  },
  // Names that the other one refers to
  {
    ...of(
      'alter table acc rename to accounts',
      'alter table notes add constraint f foreign key (acc_id) references acc (id)',
    ),
    thing: 'acc',
  },
  { ...of('alter table public.acc rename to accounts', 'create table more (acc_id int references acc)'), thing: 'acc' },
  { ...of('alter table "acc" set schema app', 'create view v as select id from acc'), thing: 'acc' },
  { ...of('drop table acc', 'insert into acc (id, name) values (1, 1)'), thing: 'acc' },
  {
    ...of('alter table acc rename column name to title', 'create view v as select a.name from acc a'),
    thing: 'column acc.name',
  },
  { ...of('alter table acc rename name to title', 'create view v as select * from acc'), thing: 'column acc.name' },
  { ...of('alter table acc rename name to title', 'create index i on acc (lower(name))'), thing: 'column acc.name' },
  {
    ...of(
      'alter table acc rename name to title',
      'create index i on notes (id) where exists (select 1 from acc where name = body)',
    ),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc rename name to title', "create policy p on acc using (name = 'x')"),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc rename name to title', 'create policy p on notes using (body in (select name from acc))'),
    thing: 'column acc.name',
  },
  {
    ...of(
      'alter table acc rename name to title',
      "create function f() returns text language sql as 'select name from acc'",
    ),
    thing: 'column acc.name',
  },
  {
    ...of(
      'alter table acc rename name to title',
      'create function f() returns text language sql return (select name from acc limit 1)',
    ),
    thing: 'column acc.name',
  },
  {
    ...of(
      'alter table acc rename name to title',
      'create function f() returns trigger language plpgsql as $$ begin perform name from acc; return new; end $$',
    ),
    thing: 'column acc.name',
    onlyCode: true,
  },
  {
    ...of(
      'alter table acc rename name to title',
      'create trigger t after update of name on acc for each row execute function f()',
    ),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc rename name to title', 'alter table acc add constraint c check (length(name) > 1)'),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc rename name to title', 'update notes set body = acc.name from acc where acc.id = acc_id'),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc rename name to title', "insert into acc (id, name) values (1, 'x')"),
    thing: 'column acc.name',
  },
  {
    ...of('alter table acc drop column n', 'create materialized view v as select sum(n) from acc'),
    thing: 'column acc.n',
  },
  { ...of('alter table acc drop column n', 'do $$ begin update acc set n = 1; end $$'), thing: 'column acc.n' },
  {
    ...of(
      'drop function f(int)',
      'alter table acc alter n set default f(1)',
      'create function f(int) returns int language sql as $$ select 1 $$; create table acc (n int)',
    ),
    thing: 'f',
  },
  {
    ...of(
      'alter function f() rename to g',
      'create trigger t before insert on acc for each row execute function f()',
      'create table acc (n int)',
    ),
    thing: 'f',
  },
  {
    ...of(
      'alter sequence s rename to s2',
      "alter table acc alter n set default nextval('s')",
      'create sequence s; create table acc (n int)',
    ),
    thing: 's',
  },
  {
    ...of(
      'alter sequence s rename to s2',
      "alter table acc alter n set default nextval('public.s'::regclass)",
      'create sequence s; create table acc (n int)',
    ),
    thing: 's',
  },
  { ...of('drop type mood', 'create table t (m mood[])'), thing: 'type mood' },
  {
    ...of(
      'alter schema app rename to web',
      'alter table app.t add column x int',
      'create schema app; create table app.t ()',
    ),
    thing: 'schema app',
  },
  // Values of enums
  {
    ...of("alter type mood rename value 'a' to 'z'", "alter table acc alter kind set default 'a'"),
    thing: 'value a of type mood',
  },
  {
    ...of("alter type mood rename value 'a' to 'z'", "insert into acc values (1, 'n', 'a')"),
    thing: 'value a of type mood',
  },
  {
    ...of("alter type mood rename value 'a' to 'z'", "create index i on acc (id) where kind = 'a'"),
    thing: 'value a of type mood',
  },
  {
    ...of("alter type mood rename value 'a' to 'z'", "create table t (m mood default 'a')"),
    thing: 'value a of type mood',
  },
  {
    ...of("alter type mood add value 'c'", "create view v as select 1 from acc where kind = 'c'"),
    thing: 'value c of type mood',
  },
  { ...of("alter type mood add value 'c'", "alter type mood add value 'c'"), thing: 'type mood' },
  { ...of("alter type mood add value 'c'", "alter type mood add value 'd'"), thing: 'type mood' },
  // Names that come to be
  { ...of('create table t (id int)', 'create table t (id int)'), thing: 't' },
  { ...of('create table t (id int primary key)', 'create table u (t_id int references t)'), thing: 't' },
  { ...of('create table t (id int)', 'create table if not exists t (id int)'), thing: 't' },
  { ...of('alter table acc add column x int', 'alter table acc add column x text'), thing: 'column acc.x' },
  { ...of('alter table acc add column x int', 'create view v as select x from acc'), thing: 'column acc.x' },
  { ...of('alter table acc add column x int', 'create view v as select * from acc'), thing: 'column acc.x' },
  {
    ...of('create unique index u on acc (name)', 'alter table notes add foreign key (body) references acc (name)'),
    thing: 'the key of acc',
  },
  {
    ...of('alter table acc add constraint u unique (name)', 'create table t (x text references acc (name))'),
    thing: 'the key of acc',
  },
  {
    ...of('alter table acc drop constraint acc_pkey', 'create table t (x int references acc (id))'),
    thing: 'the key of acc',
  },
  {
    ...of('alter table acc drop constraint acc_pkey cascade', 'create table t (x int references acc)'),
    thing: 'the key of acc',
  },
  { ...of('create index i on acc (n)', 'create index i on notes (id)'), thing: 'i' },
  { ...of("create function f() returns int language sql as 'select 1'", 'create view v as select f()'), thing: 'f' },
  // Types, properties, definitions
  { ...of('alter table acc alter n type bigint', 'create view v as select n from acc'), thing: 'column acc.n' },
  { ...of('alter table acc alter n type bigint', 'alter table acc alter n type text'), thing: 'column acc.n' },
  { ...of('alter table acc alter n set default 1', 'alter table acc alter n set default 2'), thing: 'column acc.n' },
  { ...of("comment on column acc.n is 'a'", "comment on column acc.n is 'b'"), thing: 'column acc.n' },
  {
    ...of(
      'create or replace view v as select 1 as x',
      'create or replace view v as select 2 as x',
      'create view v as select 0 as x',
    ),
    thing: 'v',
  },
  {
    ...of('alter table acc enable row level security', 'alter table acc disable row level security'),
    thing: 'acc',
  },
  // Rows
  { ...of('update acc set n = 1', 'update acc set n = n + 1'), thing: 'column acc.n' },
  { ...of('update acc set n = 1', 'insert into acc (id, name) values (1, 1)'), thing: 'acc' },
  { ...of('update acc set n = 1', 'alter table acc alter n set not null'), thing: 'column acc.n' },
  { ...of('update acc set n = id', 'alter table acc add constraint u unique (n)'), thing: 'column acc.n' },
  {
    ...of('delete from notes a using notes b where a.id < b.id', 'create unique index u on notes (body)'),
    thing: 'column notes.body',
  },
  {
    ...of('insert into acc (id, name) values (1, 1)', 'insert into notes (id, body) select id, name from acc'),
    thing: 'acc',
  },
  {
    ...of('insert into acc (id, name) values (1, 1)', 'create materialized view m as select count(*) from acc'),
    thing: 'acc',
  },
  {
    ...of(
      'insert into acc (id, name) values (1, 1)',
      'alter table notes add foreign key (acc_id) references acc (id)',
      `${mood}; ${base}; insert into notes (id, acc_id) values (99, 1)`,
    ),
    thing: 'acc',
  },
  {
    ...of('with gone as (delete from acc returning *) select 1', 'insert into acc (id, name) values (2, 2)'),
    thing: 'acc',
  },
  // The search path
  {
    ...of(
      'set search_path = app; alter table t rename to u',
      'alter table app.t add column x int',
      'create schema app; create table app.t ()',
    ),
    thing: 'app.t',
  },
];

/** Either order gives the same. */
export const HARMLESS: readonly RaceCase[] = [
  of('alter table acc add column x int', 'alter table acc add column y int'),
  of('alter table acc add column x int', 'create view v as select id, name from acc'),
  of(
    'alter table acc add column x int',
    'create view v as select n.x from notes n join acc a on a.id = n.id',
    `create table notes (id int, x int); create table acc (id int)`,
  ),
  of('alter table acc add column x int', 'create table t (acc_id int references acc (id))'),
  of('alter table acc rename name to title', 'alter table notes rename body to name'),
  of('alter table acc rename name to title', 'create view v as select id, body from notes'),
  of('create table t (id int)', 'create table u (id int)'),
  of('create index i on acc (n)', 'create index j on acc (n)'),
  of('create extension if not exists pg_trgm', 'create extension if not exists pg_trgm'),
  of(
    'create extension if not exists citext; create table c1 (x citext)',
    'create extension if not exists citext; create table c2 (x citext)',
  ),
  of('create table c1 (x citext)', 'create table c2 (x citext)', `${mood}; ${base}; create extension citext`),
  of(
    'create schema if not exists app; create table app.a ()',
    'create schema if not exists app; create table app.b ()',
  ),
  of("create function f(int) returns int language sql as 'select 1'", 'create view v as select lower(name) from acc'),
  of('create temporary table t (id int)', 'create temporary table t (id int)'),
  of('grant select on acc to public', 'grant insert on acc to public'),
  of("insert into acc (id, name) values (1, 'x')", "insert into acc (id, name) values (2, 'y')"),
  of('update acc set n = 1', "update acc set name = 'x'"),
  of('update acc set n = 1', 'alter table acc add column x int'),
  of("insert into acc (id, name) values (1, 'x')", 'alter table acc add column x int'),
  of('alter table acc alter n set default 1', 'alter table acc alter n drop not null'),
  of("alter type mood add value 'c'", "alter type mood rename value 'a' to 'd'"),
  of('alter table acc rename id to key', 'alter table notes add foreign key (acc_id) references acc'),
  of("alter type mood rename value 'a' to 'z'", "insert into notes (id, body) values (1, 'a')"),
  of('alter table acc add column x int', 'alter table notes add column x int'),
  of('with acc as (select 1 as n) select n from acc', 'alter table acc rename to accounts'),
  of("comment on table acc is 'x'", 'alter table acc add column y int'),
  of('create policy p on acc using (true)', 'create policy q on acc using (true)'),
  of('create view v as select 1', 'create view w as select 2'),
];
