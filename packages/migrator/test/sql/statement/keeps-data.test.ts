import { expect, test } from 'vitest';
import { keepsData } from '../../../src/sql/statement/keeps-data.ts';

test.each([
  'create table a (b int)',
  'create unique index concurrently i on a (b)',
  'create or replace function f() returns int language sql as $$ delete from a returning 1 $$',
  'create view v as select 1',
  'comment on table a is $$ drop $$',
  'alter table a add column b text default 1, add constraint c check (b > 0)',
  'alter table a drop constraint c',
  'alter table only a alter column b set not null, alter b drop default',
  'alter table a rename column b to c',
  'alter table a validate constraint c',
  'alter type mood add value $$x$$',
  'drop index concurrently if exists i',
  'drop view v',
  'drop materialized view v',
  'insert into a values (1)',
  'insert into a select 1',
  'grant select on a to b',
  'set lock_timeout = 1',
])('keeps what is stored: %s', (sql) => {
  expect(keepsData(sql)).toBe(true);
});

test.each([
  'drop table a',
  'drop table if exists a cascade',
  'drop schema s',
  'drop type t',
  'drop extension e',
  'drop view v cascade',
  'drop owned by x',
  'alter table a drop column b',
  'alter table a drop b',
  'alter table a drop column if exists b, add column c int',
  'alter table a add column c int, drop column b',
  'alter table a drop constraint c cascade',
  'alter table a alter column b type int using b::int',
  'alter table a alter b set data type int',
  'alter table a alter "type" type int',
  'alter table a alter column b set expression as (1)',
  'alter type t drop attribute a',
  'alter sequence s restart with 1',
  'truncate a',
  'delete from a',
  'update a set b = 1',
  'insert into a values (1) on conflict (b) do update set b = 2',
  'with x as (delete from a returning *) insert into b select * from x',
  'insert into b with x as (delete from a returning *) select * from x',
  'merge into a using b on true when matched then delete',
  'create table b as select f() from a',
  'select f()',
  'do $$ begin end $$',
  'call p()',
  'copy a from stdin',
  'execute q',
  '/* c */ drop /* c */ table a',
  '',
])('may lose what is stored: %s', (sql) => {
  expect(keepsData(sql)).toBe(false);
});
