import { beforeAll, expect, test } from 'vitest';
import { openSqlParser } from '../../src/adapters/parser/pg-parser.ts';
import { type FleetShape, unfitStatement } from '../../src/fleet/fit/unfit-statement.ts';
import type { SqlParser } from '../../src/ports/sql-parser.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await openSqlParser();
});

const inSchemas: FleetShape = { schemas: new Set(['t1', 't2']), looksElsewhere: false, makes: () => true };
const withShared: FleetShape = { ...inSchemas, looksElsewhere: true, makes: ({ name }) => name === 'orders' };
const inDatabases: FleetShape = { schemas: new Set(), looksElsewhere: false, makes: () => true };

function judge(sql: string, shape: FleetShape): string | undefined {
  const parsed = parser.parse(sql);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const found = parsed.statements.flatMap((each) => unfitStatement(each, shape) ?? []);
  return found.map(({ unread, why }) => (unread ? 'unread' : why))[0];
}

test.each([
  'create table orders (id int primary key, at timestamptz default pg_catalog.now())',
  'create table lines (order_id int references orders, country text references public.countries)',
  'alter table orders add column total numeric(12,2) not null default 0',
  'create index concurrently orders_at on orders (at)',
  "create type mood as enum ('good', 'bad')",
  "alter type mood add value 'fine'",
  "create view recent as select * from orders where at > now() - interval '1 day'",
  "create function f() returns int language sql set search_path = '' as 'select 1'",
  'create trigger t before update on orders for each row execute function public.stamp()',
  'insert into orders (id) values (1)',
  'update orders set total = 0',
  'grant select on orders to app_reader',
  "comment on table orders is 't'",
  'drop table orders',
  "set local lock_timeout = '1s'",
  "select setval('orders_id_seq', 7)",
])('fits schemas: %s', (sql) => {
  expect(judge(sql, inSchemas)).toBeUndefined();
});

test.each([
  ['create table t1.orders (id int)', /names the schema t1 of what it changes/],
  ['alter table shared.countries add column x int', /names the schema shared of what it changes/],
  ['insert into public.countries values (1)', /names the schema public/],
  ['create view v as select * from t2.orders', /names the schema of a tenant, t2/],
  ["select setval('t1.orders_id_seq', 7)", /names the schema t1/],
  ["create table x (id int default nextval('t1.x_id_seq'))", /names the schema of a tenant, t1/],
  ['create table x (m t1.mood)', /names the schema of a tenant, t1/],
  ['create role app', /all tenants of the database share/],
  ['alter role app set search_path = t1', /all tenants of the database share/],
  ['create extension pgcrypto', /all tenants of the database share/],
  ['drop extension pgcrypto', /changes the extension pgcrypto/],
  ['create schema audit', /all tenants of the database share/],
  ['drop schema audit cascade', /changes the schema audit/],
  ['alter schema audit rename to log', /changes the schema audit/],
  ['alter table orders set schema archive', /share/],
  ['create publication p for table orders', /share/],
  ['drop publication p', /changes the publication p/],
  ['create event trigger e on ddl_command_end execute function f()', /share/],
  ['create database x', /share/],
  ["alter system set work_mem = '1GB'", /share/],
  ['grant usage on schema app to reader', /changes the schema app/],
  ['grant select on all tables in schema app to reader', /names a whole schema/],
  ['alter default privileges grant select on tables to reader', /share/],
  ['set search_path = t1', /sets the search path/],
  ['reset all', /sets the search path/],
  ["select set_config('search_path', 't1', true)", /sets the search path/],
  ['reindex schema t1', /more than one table/],
  ['do $$ begin create role app; end $$', /unread/],
  ['call p()', /unread/],
  ['execute stored', /unread/],
])('does not fit schemas: %s', (sql, says) => {
  expect(judge(sql, inSchemas)).toMatch(says);
});

test('where shared schemas are looked through, what no revision makes is not changed', () => {
  expect(judge('alter table orders add column x int', withShared)).toBeUndefined();
  expect(judge('create table lines (id int)', withShared)).toBeUndefined();
  expect(judge('select * from countries', withShared)).toBeUndefined();
  for (const sql of [
    "alter type mood add value 'fine'",
    'insert into countries values (1)',
    'drop table countries',
    'truncate countries',
    'alter table countries rename to lands',
  ])
    expect(judge(sql, withShared), sql).toMatch(/which no revision of the fleet creates/);
});

test.each([
  'create extension pgcrypto',
  'create schema audit',
  'create table audit.rows (id int)',
  'set search_path = audit',
  'alter table orders set schema archive',
  'grant usage on schema app to reader',
])('fits databases: %s', (sql) => {
  expect(judge(sql, inDatabases)).toBeUndefined();
});

test.each([
  'create role app',
  'drop role app',
  "alter system set work_mem = '1GB'",
  "create tablespace t location '/t'",
  'create database x',
  'drop database x',
])('does not fit databases: %s', (sql) => {
  expect(judge(sql, inDatabases)).toMatch(/the server shares|changes a/);
});

test('a kind of statement that nobody thought of does not fit', () => {
  expect(unfitStatement({ NewfangledStmt: {} }, inDatabases)?.why).toMatch(/the server shares/);
  expect(unfitStatement({ NewfangledStmt: {} }, inSchemas)?.why).toMatch(/tenants of the database share/);
});
