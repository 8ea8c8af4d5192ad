import { expect, test } from 'vitest';
import { lockNotes } from '../../../src/execute/statement/lock-notes.ts';

test.each<[string, Record<string, 'all' | 'writes'>]>([
  ['alter table events add x int', { events: 'all' }],
  ['ALTER TABLE IF EXISTS ONLY public."Ev ents" ADD x int', { 'public."Ev ents"': 'all' }],
  ['drop table events', { events: 'all' }],
  ['truncate events', { events: 'all' }],
  ['create index on events (x)', { events: 'writes' }],
  ['create unique index if not exists a on only events (x)', { events: 'writes' }],
  ['create index concurrently a on events (x)', {}],
  ['create index concurrently on events (x)', {}],
  ['alter table events validate constraint c', {}],
  ['alter table events detach partition p concurrently', {}],
  ['create table events (id int)', {}],
  ['update events set x = 1', {}],
  ['create trigger t after insert on events for each row execute function f()', { events: 'writes' }],
  ['create index a on events (x); alter table events add y int', { events: 'all' }],
  ['create table events (id int); alter table events add y int; create index a on EVENTS (id)', {}],
  ['create table a (id int); alter table a rename to b; alter table b add x int', {}],
])('%s', (sql, expected) => {
  const statements = sql.split('; ').map((each) => ({ sql: each }));
  const notes = lockNotes(statements, new Set());
  expect(Object.fromEntries(notes.map(({ table, stops }) => [table, stops]))).toEqual(expected);
});
