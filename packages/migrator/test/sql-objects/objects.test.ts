import { describe, expect, test } from 'vitest';
import { mergeEntities } from '../../src/schema/change/merge-entities.ts';
import { readObject } from '../../src/sql-objects/objects/read-object.ts';
import { canReplace, type SqlObject } from '../../src/sql-objects/objects/sql-object.ts';
import { objectEntity } from '../../src/sql-objects/plan/object-entity.ts';
import { orderObjects } from '../../src/sql-objects/plan/order-objects.ts';
import { parsed } from './parsed.ts';

function object(sql: string): SqlObject {
  const found = readObject(parsed(sql)[0] ?? {}, sql);
  if (typeof found === 'string') throw new Error(`${sql} ${found}`);
  return found;
}

const body = "language sql as 'select 1'";

describe('what is declared and how it is dropped', () => {
  test.each([
    [`create function f() returns int ${body}`, 'function f()', 'DROP FUNCTION "f"()'],
    [
      `create function app."F"(a int, out b text, variadic c app.mood[]) ${body}`,
      'function app.F(integer, mood[])',
      'DROP FUNCTION "app"."F"(integer, "app"."mood"[])',
    ],
    [
      `create function public.f(char, "char", varchar(3), timestamptz, int[][]) returns table (x int) ${body}`,
      'function f(character, char, character varying, timestamp with time zone, integer[][])',
      'DROP FUNCTION "f"(character, "char", character varying, timestamp with time zone, integer[][])',
    ],
    [`create procedure p(inout a numeric(3, 1)) ${body}`, 'procedure p(numeric)', 'DROP PROCEDURE "p"(numeric)'],
    [
      'create aggregate a(int, text) (sfunc = f, stype = int)',
      'aggregate a(integer, text)',
      'DROP AGGREGATE "a"(integer, text)',
    ],
    ['create aggregate a(*) (sfunc = f, stype = int)', 'aggregate a()', 'DROP AGGREGATE "a"(*)'],
    [
      'create aggregate a(float8 order by anyelement) (sfunc = f, stype = int)',
      'aggregate a(double precision, anyelement)',
      'DROP AGGREGATE "a"(double precision ORDER BY anyelement)',
    ],
    [
      'create aggregate a(order by int) (sfunc = f, stype = int)',
      'aggregate a(integer)',
      'DROP AGGREGATE "a"(ORDER BY integer)',
    ],
    [
      'create trigger "T""x" before insert on app.t for each row execute function f()',
      'trigger T"x on app.t',
      'DROP TRIGGER "T""x" ON "app"."t"',
    ],
    ['create policy p on t using (true)', 'policy p on t', 'DROP POLICY "p" ON "t"'],
    ['create rule r as on insert to t do nothing', 'rule r on t', 'DROP RULE "r" ON "t"'],
    [
      'alter table t add constraint c exclude using gist (r with &&)',
      'constraint c on t',
      'ALTER TABLE "t" DROP CONSTRAINT "c"',
    ],
    ['create unique index i on app.t (x)', 'index i on app.t', 'DROP INDEX "app"."i"'],
    ['create statistics app.s on a, b from t', 'statistics s on t', 'DROP STATISTICS "app"."s"'],
    ['create materialized view m as select 1', 'materialized view m', 'DROP MATERIALIZED VIEW "m"'],
    ['create extension if not exists "uuid-ossp"', 'extension uuid-ossp', 'DROP EXTENSION "uuid-ossp"'],
    ['create domain app.d as int', 'domain app.d', 'DROP DOMAIN "app"."d"'],
    ['create type c as (a int)', 'type c', 'DROP TYPE "c"'],
    ['create cast (app.c as text) with function f(app.c)', 'cast (c as text)', 'DROP CAST ("app"."c" AS text)'],
    [
      'create operator app.=== (leftarg = int, function = f)',
      'operator app.=== (integer, NONE)',
      'DROP OPERATOR "app".=== (integer, NONE)',
    ],
    [
      'create operator class o for type int using btree as operator 1 <',
      'operator class o using btree',
      'DROP OPERATOR CLASS "o" USING "btree"',
    ],
    [
      'create text search configuration c (copy = simple)',
      'text search configuration c',
      'DROP TEXT SEARCH CONFIGURATION "c"',
    ],
    ['create publication p for all tables', 'publication p', 'DROP PUBLICATION "p"'],
    ['create event trigger e on ddl_command_end execute function f()', 'event trigger e', 'DROP EVENT TRIGGER "e"'],
    ['create server s foreign data wrapper w', 'server s', 'DROP SERVER "s"'],
    ['create foreign table f (a int) server s', 'foreign table f', 'DROP FOREIGN TABLE "f"'],
    ["comment on column app.t.c is 'is it?'", 'comment on column app.t.c', 'comment on column app.t.c is null'],
    ["comment on function f(int) is E'a'", 'comment on function f(integer)', 'comment on function f(int) is null'],
    [
      'comment on constraint c on t is $$x is y$$',
      'comment on constraint c on t',
      'comment on constraint c on t is null',
    ],
    [
      "comment on materialized view m is 'x'",
      'comment on materialized view m',
      'comment on materialized view m is null',
    ],
  ])('%s', (sql, label, drop) => {
    expect(object(sql)).toMatchObject({ label, drop });
    expect(parsed(object(sql).drop)).toHaveLength(1);
    expect(parsed(object(sql).create)).toHaveLength(1);
    expect(object(object(sql).create).label).toBe(label);
  });

  test.each([
    [`create function f() returns int ${body}`, `create or replace function f() returns int ${body}`],
    [
      `CREATE /* c */ OR -- d\n REPLACE function f() returns int ${body}`,
      `CREATE OR REPLACE function f() returns int ${body}`,
    ],
  ])('%s can be written with and without OR REPLACE', (sql, replace) => {
    expect(object(sql).replace).toBe(replace);
    expect(parsed(object(sql).create)).not.toMatchObject([{ CreateFunctionStmt: { replace: true } }]);
  });
});

describe('replaced in place', () => {
  test.each<[was: string, is: string, can: boolean]>([
    [
      `create function f(a int) returns int ${body}`,
      "create function f(a int) returns int language plpgsql as 'x'",
      true,
    ],
    [
      `create function f(a int) returns int ${body}`,
      `create or replace function  f(a integer default 1) returns int stable ${body}`,
      true,
    ],
    [`create function f(a int default 1) returns int ${body}`, `create function f(a int) returns int ${body}`, false],
    [`create function f(a int) returns int ${body}`, `create function f(b int) returns int ${body}`, false],
    [`create function f(a int) returns int ${body}`, `create function f(a int) returns bigint ${body}`, false],
    [`create function f(a int, out b int) ${body}`, `create function f(a int, out b text) ${body}`, false],
    [`create function f() returns setof int ${body}`, `create function f() returns int ${body}`, false],
    ['create view v as select a, b from t', 'create view v as select a, b from t where a > 0 order by b', true],
    ['create view v as select a from t', 'create view v as select a, b from t', false],
    ['create view v as select a from t', 'create view v as select a from u', false],
    ['create view v as select * from t', 'create view v as select * from t where a', false],
    ['create view v as select 1 union select 2', 'create view v as select 1 union select 2', false],
    [
      'create trigger t before insert on a for each row execute function f()',
      'create trigger t after update on a execute function g()',
      true,
    ],
    [
      'create trigger t after insert on a for each row execute function f()',
      'create constraint trigger t after insert on a for each row execute function f()',
      false,
    ],
    ["comment on table t is 'a'", "comment on table t is 'b'", true],
    ["create extension e version '1'", "create extension e version '2'", true],
    ["create extension e version '1'", "create extension e version '2' schema x", false],
    ["create extension e version '1'", 'create extension e', false],
    ['create domain d as int', 'create domain d as bigint', false],
  ])('%s → %s: %s', (was, is, can) => {
    expect(canReplace(object(was), object(is))).toBe(can);
  });
});

const entity = (sql: string) => objectEntity(object(sql), sql);

test('each object comes after what it mentions, whatever the order of files', () => {
  const texts = [
    "comment on view b is 'x'",
    'create trigger t before insert on x for each row execute function f()',
    'create view b as select f() from a',
    'create view a as select d::d from x',
    `create function f() returns int language plpgsql as 'begin return g(); end'`,
    `create function g() returns int ${body}`,
    'create domain d as int',
    'create extension z',
  ];
  expect(orderObjects(texts.map(entity)).map(({ name }) => name)).toEqual([
    'extension z',
    'domain d',
    'function g()',
    'function f()',
    'view a',
    'view b',
    'trigger t on x',
    'comment on view b',
  ]);
});

test('two branches that change one function differently are in conflict, by name; changes of two are merged', () => {
  const f = (text: string) => entity(`create function f() returns int language sql as '${text}'`);
  const g = (text: string) => entity(`create function g() returns int language sql as '${text}'`);
  expect(mergeEntities([f('1')], [f('2')], [f('3')]).conflicts).toMatchObject([{ entity: 'function f()' }]);
  const merged = mergeEntities([f('1'), g('1')], [f('2'), g('1')], [f('1'), g('2')]);
  expect(merged).toMatchObject({ conflicts: [], entities: [f('2'), g('2')] });
});
