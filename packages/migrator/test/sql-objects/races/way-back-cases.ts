import type { RaceCase } from './race-cases.ts';

/** A revision as the drawings have it: what applies it, and after ` | ` what reverts it. */
const back = (upgrade: string, downgrade: string): string => `${upgrade} | ${downgrade}`;

export const VIEW = 'create view v as select id, n from acc';
export const REFERENCE = 'create table refs (acc_id int references acc (id))';
const MOOD = "create type mood as enum ('a', 'b')";
const ACC =
  "create table acc (id int primary key, name text, kind mood default 'a', n int); create table notes (id int primary key, acc_id int, body text)";
export const BASE = `${MOOD}; ${ACC}`;

const of = (one: string, other: string, base = BASE): RaceCase => ({ base, one, other });
const nothing = 'select 1';

const ADDED = back(
  "alter type mood add value 'c'",
  "alter type mood rename to mood_old; create type mood as enum ('a', 'b'); alter table acc alter kind drop default; alter table acc alter kind type mood using kind::text::mood; alter table acc alter kind set default 'a'; drop type mood_old",
);
const GONE_VIEW = back('drop view v', VIEW);

/** The edge that repairs it: the revision that has to depend on the other one. */
export interface WayBack extends RaceCase {
  readonly thing: string;
  /** `one` or `other`; absent where nothing says who comes first. */
  readonly later?: 'one' | 'other';
}

/** The upgrades come in any order; a downgrade and what it meets do not. */
export const WAYS_BACK: readonly WayBack[] = [
  // The way back of one builds something again, and the other one has something that it does not know
  { ...of(ADDED, back('create table t (m mood)', 'drop table t')), thing: 'type mood', later: 'other' },
  {
    ...of(ADDED, back('alter table notes add column m mood', 'alter table notes drop column m')),
    thing: 'type mood',
    later: 'other',
  },
  { ...of(ADDED, back('create view w as select kind from acc', 'drop view w')), thing: 'column acc.kind' },
  // The way back drops what the other one uses, too
  {
    ...of(
      back('create schema if not exists app', 'drop schema app'),
      back('create schema if not exists app; create table app.t ()', 'drop table app.t'),
    ),
    thing: 'schema app',
  },
  {
    ...of(
      back('create extension if not exists citext', 'drop extension citext'),
      back('create extension if not exists citext; create table t (c citext)', 'drop table t'),
    ),
    thing: 'extension citext',
  },
  // The way back makes again what was dropped, of things that the other one renames
  {
    ...of(
      GONE_VIEW,
      back('alter table acc rename column n to m', 'alter table acc rename column m to n'),
      `${BASE}; ${VIEW}`,
    ),
    thing: 'column acc.n',
    later: 'other',
  },
  {
    ...of(
      GONE_VIEW,
      back('alter table acc rename to accounts', 'alter table accounts rename to acc'),
      `${BASE}; ${VIEW}`,
    ),
    thing: 'acc',
    later: 'other',
  },
  {
    ...of(
      back('drop table refs', REFERENCE),
      back('alter table acc rename to accounts', 'alter table accounts rename to acc'),
      `${BASE}; ${REFERENCE}`,
    ),
    thing: 'acc',
    later: 'other',
  },
  {
    ...of(
      back('alter table acc alter n drop default', "alter table acc alter n set default nextval('s')"),
      back('alter sequence s rename to s2', 'alter sequence s2 rename to s'),
      `${BASE}; create sequence s; alter table acc alter n set default nextval('s')`,
    ),
    thing: 's',
    later: 'other',
  },
  {
    ...of(
      back('drop index i', 'create index i on acc (lower(name))'),
      back('alter table acc rename column name to title', 'alter table acc rename column title to name'),
      `${BASE}; create index i on acc (lower(name))`,
    ),
    thing: 'column acc.name',
    later: 'other',
  },
  {
    ...of(
      back('drop policy p on acc', "create policy p on acc using (name = 'x')"),
      back('alter table acc rename column name to title', 'alter table acc rename column title to name'),
      `${BASE}; create policy p on acc using (name = 'x')`,
    ),
    thing: 'column acc.name',
    later: 'other',
  },
  {
    ...of(
      back('alter table acc drop column kind', "alter table acc add column kind mood default 'a'"),
      back("alter type mood rename value 'a' to 'z'", "alter type mood rename value 'z' to 'a'"),
    ),
    thing: 'value a of type mood',
  },
  // Rows
  {
    ...of(
      back('insert into notes (id) values (1)', 'delete from notes'),
      back('insert into notes (id) values (2)', nothing),
    ),
    thing: 'notes',
  },
  {
    ...of(
      back('insert into notes (id) values (1)', 'truncate notes'),
      back('insert into notes (id) values (2)', nothing),
    ),
    thing: 'notes',
  },
  {
    ...of(
      back('alter table acc drop column n', 'alter table acc add column n int; update acc set n = id'),
      back("insert into acc (id, name) values (1, 'x')", 'delete from acc where id = 1'),
    ),
    thing: 'acc',
  },
];

/** Whatever is applied, and whatever is reverted: it comes to the same. */
export const FREE: readonly RaceCase[] = [
  of(back('create table t (id int)', 'drop table t'), back('create table u (id int)', 'drop table u')),
  of(
    back('alter table acc add column x int', 'alter table acc drop column x'),
    back('alter table acc add column y int', 'alter table acc drop column y'),
  ),
  of(
    back('alter table acc add column x int', 'alter table acc drop column x'),
    back('create index i on acc (n)', 'drop index i'),
  ),
  of(
    back('alter table acc drop column n', 'alter table acc add column n int'),
    back('create view w as select id, name from acc', 'drop view w'),
  ),
  of(ADDED, back("update acc set kind = 'b'", nothing)),
  of(ADDED, back("insert into acc (id, kind) values (1, 'b')", 'delete from acc where id = 1')),
  of(ADDED, back('create table t (id int)', 'drop table t')),
  of(
    back("insert into notes (id, body) values (1, 'x')", 'delete from notes where id = 1'),
    back("insert into notes (id, body) values (2, 'y')", 'delete from notes where id = 2'),
  ),
  of(
    back('drop view v', VIEW),
    back('alter table acc rename column name to title', 'alter table acc rename column title to name'),
    `${BASE}; ${VIEW}`,
  ),
  of(
    back('drop index i', 'create index i on acc (n)'),
    back('drop index j', 'create index j on acc (n)'),
    `${BASE}; create index i on acc (n); create index j on acc (n)`,
  ),
  of(
    back('create table t (id int references acc (id))', 'drop table t'),
    back('create table u (id int references acc (id))', 'drop table u'),
  ),
  of(
    back("create function f() returns bigint language sql as 'select max(n) from acc'", 'drop function f()'),
    back('alter table acc add column x int', 'alter table acc drop column x'),
  ),
  of(
    back('drop function f()', "create function f() returns text language sql as 'select name from acc'"),
    back('alter table acc drop column n', 'alter table acc add column n int'),
    `${BASE}; create function f() returns text language sql as 'select name from acc'`,
  ),
  of(
    back('alter table acc alter n set default 1', 'alter table acc alter n drop default'),
    back("alter table acc alter name set default 'x'", 'alter table acc alter name drop default'),
  ),
  of(
    back("comment on table acc is 'x'", 'comment on table acc is null'),
    back("comment on table notes is 'y'", 'comment on table notes is null'),
  ),
  of(
    back('alter view v rename to w', 'alter view w rename to v'),
    back('alter table acc rename to accounts', 'alter table accounts rename to acc'),
    `${BASE}; ${VIEW}`,
  ),
  of(
    back('create extension if not exists citext', nothing),
    back('create extension if not exists citext; create table t (c citext)', 'drop table t'),
  ),
];
