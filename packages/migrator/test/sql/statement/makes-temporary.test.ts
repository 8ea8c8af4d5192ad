import { expect, test } from 'vitest';
import { makesTemporary } from '../../../src/sql/statement/makes-temporary.ts';

test.each([
  ['create temp table a (id int)', true],
  ['-- a copy\nCREATE LOCAL TEMPORARY TABLE a AS select 1', true],
  ['create or replace temp view v as select 1', true],
  ['create table pg_temp.a (id int)', true],
  ['create index on pg_temp.a (id)', true],
  ['create table temp (id int)', false],
  ['create table a (temp int, temporary int)', false],
  ["create table a (at text default 'pg_temp')", false],
  ['drop table pg_temp.a', false],
])('%s: %s', (sql, expected) => expect(makesTemporary(sql)).toBe(expected));
