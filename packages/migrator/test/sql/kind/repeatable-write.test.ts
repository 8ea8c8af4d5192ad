import { expect, test } from 'vitest';
import { isRepeatableWrite } from '../../../src/sql/kind/repeatable-write.ts';

test.each([
  'insert into t values (1) on conflict do nothing',
  'INSERT INTO t (a) SELECT 1 ON CONFLICT (a) DO UPDATE SET a = excluded.a',
  'merge into t using s on t.a = s.a when matched then do nothing',
  'update t set a = 1',
  'delete from t',
  "select setval('s', 1)",
])('%s', (sql) => {
  expect(isRepeatableWrite(sql)).toBe(true);
});

test.each([
  'insert into t values (1)',
  "insert into t values ('on conflict')",
  'insert into t (a) select (select 1 from x on conflict) from y',
  'create table t (a integer)',
  'truncate t',
  'commit',
  'begin',
  'drop table t',
  'copy t from stdin',
  'with a as (insert into t values (1) returning 1) select 1',
])('not %s', (sql) => {
  expect(isRepeatableWrite(sql)).toBe(false);
});
