import { expect } from 'vitest';
import { line, type RevisionText } from './revisions.ts';

/** What one revision leaves in its session, and what the next one makes of it where the session is not fresh. */
export interface Leftover {
  readonly leaves: string;
  readonly next: string;
  /** True in a database whose sessions were fresh. */
  readonly isRight: string;
  /** The next revision fails in a fresh session, as it would on any other machine. */
  readonly fails?: RegExp;
}

export const BASE = `create schema app; create table users (id int); create sequence ids; create table outcome (n int);
create function mode() returns void language plpgsql as $$ begin perform set_config('search_path', 'app', false); end $$;
create function hold() returns void language sql as 'select pg_advisory_lock(7)'`;
const column = (table: string, schema = 'public'): string =>
  `exists (select from pg_attribute where attrelid = to_regclass('${schema}.${table}') and attname = 'x')`;
const adds = { next: 'alter table users add column x int', isRight: column('users') };
const makes = { next: 'create table made ()', isRight: "to_regclass('public.made') is not null" };

export const LEFTOVERS: readonly (readonly [string, Leftover])[] = [
  ['a temporary table', { leaves: 'create temp table users (y int)', ...adds }],
  ['a temporary view', { leaves: 'create temp view users as select 1 as y', ...adds }],
  ['a table made by a function', { leaves: "do $$ begin execute 'create temp table users ()'; end $$", ...adds }],
  ['SET', { leaves: 'set search_path = app', ...makes }],
  ['a setting made inside a function', { leaves: 'select mode()', ...makes }],
  [
    'a setting made in a DO block',
    { leaves: "do $$ begin perform set_config('search' || '_path', 'app', false); end $$", ...makes },
  ],
  ['a role', { leaves: 'set role pg_monitor', ...makes }],
  ['a prepared statement', { leaves: 'prepare p as select 1', next: 'prepare p as select 2', isRight: 'true' }],
  [
    'a cursor that is held',
    {
      leaves: 'declare c cursor with hold for select 1',
      next: 'declare c cursor with hold for select 2',
      isRight: 'true',
    },
  ],
  [
    'the value of a sequence',
    {
      leaves: "select nextval('ids')",
      next: "insert into outcome select currval('ids')",
      isRight: 'true',
      fails: /currval/,
    },
  ],
  [
    'a listening session',
    {
      leaves: 'listen here',
      next: 'insert into outcome select count(*) from pg_listening_channels()',
      isRight: '(select n from outcome) = 0',
    },
  ],
  [
    'an advisory lock taken by a function',
    {
      leaves: 'select hold()',
      next: "insert into outcome select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
      isRight: '(select n from outcome) = 0',
    },
  ],
];

export const revisions = ({ leaves, next }: Leftover, options = ''): readonly RevisionText[] =>
  line(
    { id: 'aaaa', up: BASE, down: 'select 1' },
    { id: 'bbbb', up: leaves, down: 'select 1', options },
    { id: 'cccc', up: next, down: 'select 1' },
  );

export async function expectRight(
  { isRight, fails }: Leftover,
  query: (sql: string) => Promise<unknown>,
  run: () => Promise<unknown>,
) {
  if (fails === undefined) {
    await run();
    expect(await query(`select ${isRight} as right`)).toEqual([{ right: true }]);
  } else await expect(run()).rejects.toThrow(fails);
}

/** What is in a session that a revision could have left there. */
export const STATE = `select current_setting('search_path') as path, current_setting('role') as role,
  (select count(*)::int from pg_class where relnamespace = pg_my_temp_schema() and relkind <> 'i') as temporary,
  (select count(*)::int from pg_prepared_statements) as prepared, (select count(*)::int from pg_cursors where is_holdable) as cursors,
  (select count(*)::int from pg_listening_channels()) as channels,
  (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks`;
export const CLEAN = {
  path: '"$user", public',
  role: 'none',
  temporary: 0,
  prepared: 0,
  cursors: 0,
  channels: 0,
  locks: 0,
};
