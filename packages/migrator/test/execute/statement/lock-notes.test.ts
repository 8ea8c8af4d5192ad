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
  // Whatever is between and around the words.
  ['alter table /* hot */ events add column a integer', { events: 'all' }],
  ["alter table events add column note text default 'validate constraint' not null", { events: 'all' }],
  ['alter table public . events add column a integer', { 'public.events': 'all' }],
  ['-- c\nalter -- c\ntable only (public /* c */ . "Ev ents") add a int', { 'public."Ev ents"': 'all' }],
  ['alter table events validate constraint a, add column b int', { events: 'all' }],
  ['alter table events add a int default 1 check (a > 0), alter b set statistics 5', { events: 'all' }],
  ['truncate old_events, events', { old_events: 'all', events: 'all' }],
  ['truncate table only a, only (b), c * restart identity cascade', { a: 'all', b: 'all', c: 'all' }],
  ['lock table events', { events: 'all' }],
  ['lock a, only b in share mode nowait', { a: 'writes', b: 'writes' }],
  ['lock table a in row exclusive mode', {}],
  ['drop table if exists a, s.b cascade', { a: 'all', 's.b': 'all' }],
  ['drop view v; drop materialized view m', { v: 'all', m: 'all' }],
  ['vacuum (full, analyze) a (x, y), b', { a: 'all', b: 'all' }],
  ['vacuum full verbose a', { a: 'all' }],
  ['vacuum (full false) a', {}],
  ['cluster (verbose) a using i; cluster j on b', { a: 'all', b: 'all' }],
  ['reindex table a; reindex (verbose) table concurrently b', { a: 'all' }],
  ['refresh materialized view m; refresh materialized view concurrently n', { m: 'all', n: 'writes' }],
  ['create table p partition of parts default', { parts: 'all' }],
  [
    'create table a (b int references events (id), foreign key (b) references s.t)',
    { events: 'writes', 's.t': 'writes' },
  ],
  ['alter table a add constraint c foreign key (b) references events', { a: 'writes', events: 'writes' }],
  ['alter table a disable trigger all', { a: 'writes' }],
  ['alter table a attach partition b for values in (1)', { b: 'all' }],
  ['alter table a detach partition b', { a: 'all', b: 'all' }],
  ['alter table a set (fillfactor = 70), alter b set (n_distinct = 5)', {}],
  [
    'drop trigger t on a; drop policy p on b; create policy p on c; create rule r as on insert to d do nothing',
    { a: 'all', b: 'all', c: 'all', d: 'all' },
  ],
  ['create constraint trigger t after insert on "on" for each row execute function f()', { '"on"': 'writes' }],
  ['alter table EVENTS add a int; create index on events (a)', { EVENTS: 'all' }],
  ['create index i on a (x); drop index i', { a: 'all' }],
  ['create table t (id int); create index i on t (id); drop index i', {}],
  // What is dropped first was there.
  ['drop table t; create table t (id int); alter table t add x int', { t: 'all' }],
  // Another table of the same name, or one that was there already.
  ['create table app.t (id int); alter table t add x int', { t: 'all' }],
  ['create table if not exists t (id int); alter table t add x int', { t: 'all' }],
  ['alter table "" add x int; drop index ""; lock table', {}],
  ["select 'drop table events'; do $$ begin execute 'drop table events'; end $$", {}],
])('%s', (sql, expected) => {
  const statements = sql.split(/; (?!end)/).map((each) => ({ sql: each }));
  const notes = lockNotes(statements, new Set());
  expect(Object.fromEntries(notes.map(({ table, stops }) => [table, stops]))).toEqual(expected);
});

test('the table of an index comes from the catalog', () => {
  const tableOf = ({ name }: { name: string }) =>
    name === 'events_channel_idx' ? { name: { name: 'events' }, written: 'events' } : undefined;
  const notes = (...sql: string[]) =>
    lockNotes(
      sql.map((each) => ({ sql: each })),
      new Set(),
      { made: new Map(), tableOf },
    );
  const all = [{ table: 'events', stops: 'all' }];
  expect(notes('drop index events_channel_idx')).toEqual(all);
  expect(notes('drop index if exists unknown, Events_Channel_Idx cascade')).toEqual(all);
  expect(notes('reindex index events_channel_idx')).toEqual(all);
  expect(notes('alter index events_channel_idx set tablespace fast')).toEqual(all);
  expect(notes('drop index concurrently events_channel_idx')).toEqual([]);
  expect(notes('alter index events_channel_idx rename to x')).toEqual([]);
});
