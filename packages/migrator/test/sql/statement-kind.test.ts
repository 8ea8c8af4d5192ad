import { describe, expect, test } from 'vitest';
import { statementKind } from '../../src/sql/kind/classify-statement.ts';
import { runsAlone, type StatementKind } from '../../src/sql/kind/statement-kind.ts';

const INDEX = 'create-index-concurrently';

describe('what a crash can leave half done carries its names', () => {
  test.each<[string, StatementKind]>([
    ['create index concurrently i on t (a)', { kind: INDEX, index: 'i', table: { name: 't' }, ifNotExists: false }],
    [
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Weird ""I;" ON ONLY Public."T" USING btree (a)',
      { kind: INDEX, index: 'Weird "I;', table: { schema: 'public', name: 'T' }, ifNotExists: true },
    ],
    ['create index concurrently on t (a)', { kind: INDEX, table: { name: 't' }, ifNotExists: false }],
    [
      'create /* x */ index -- y\n concurrently i on db.s.t (a)',
      { kind: INDEX, index: 'i', table: { schema: 's', name: 't' }, ifNotExists: false },
    ],
    ['create index concurrently if on t (a)', { kind: INDEX, index: 'if', table: { name: 't' }, ifNotExists: false }],
    [
      'create index concurrently U&"\\0069!" on t(a)',
      { kind: INDEX, index: 'i!', table: { name: 't' }, ifNotExists: false },
    ],
    [
      `create index concurrently ${'é'.repeat(40)} on t(a)`,
      { kind: INDEX, index: 'é'.repeat(31), table: { name: 't' }, ifNotExists: false },
    ],
    [
      'create index concurrently ÄÖ_X on t(a)',
      { kind: INDEX, index: 'ÄÖ_x', table: { name: 't' }, ifNotExists: false },
    ],
    [
      'drop index concurrently if exists S.I cascade',
      { kind: 'drop-index-concurrently', index: { schema: 's', name: 'i' }, ifExists: true },
    ],
    ['reindex (verbose) index concurrently i', { kind: 'reindex-concurrently', target: 'index', name: { name: 'i' } }],
    [
      'reindex (concurrently true, verbose) table s.t',
      { kind: 'reindex-concurrently', target: 'table', name: { schema: 's', name: 't' } },
    ],
    ['reindex database concurrently', { kind: 'reindex-concurrently', target: 'database' }],
    [
      "alter type S.Mood add value if not exists 'it''s' after 'x'",
      { kind: 'add-enum-value', type: { schema: 's', name: 'mood' }, value: "it's", ifNotExists: true },
    ],
    ['alter type "M" add value $$a$$', { kind: 'add-enum-value', type: { name: 'M' }, value: 'a', ifNotExists: false }],
    [
      'alter table if exists only a.p detach partition b."C" concurrently',
      {
        kind: 'detach-partition',
        mode: 'concurrently',
        table: { schema: 'a', name: 'p' },
        partition: { schema: 'b', name: 'C' },
      },
    ],
    [
      'alter table p detach partition c finalize',
      { kind: 'detach-partition', mode: 'finalize', table: { name: 'p' }, partition: { name: 'c' } },
    ],
  ])('%s', (sql, kind) => expect(statementKind(sql)).toEqual(kind));
});

describe('what changes the session', () => {
  test.each([
    ['set search_path to a, b', 'SET', 'search_path'],
    ['SET SESSION Statement_Timeout = 0', 'SET', 'statement_timeout'],
    ['set my.Var = 1', 'SET', 'my.var'],
    ['set role x', 'SET', 'role'],
    ['set session authorization x', 'SET', 'session_authorization'],
    ["set time zone 'UTC'", 'SET', 'timezone'],
    ["set schema 'x'", 'SET', 'search_path'],
    ["set names 'utf8'", 'SET', 'client_encoding'],
    ['set session characteristics as transaction read only', 'SET', 'session characteristics'],
    ['reset search_path', 'RESET', 'search_path'],
    ['reset all', 'RESET', 'all'],
    ['reset session authorization', 'RESET', 'session_authorization'],
    ['discard temp', 'DISCARD', 'temp'],
    ["select pg_catalog.set_config('Search_Path', '', false)", 'set_config', 'search_path'],
    ["with a as (select set_config('x.y', (select f(1, true)), false)) select 1", 'set_config', 'x.y'],
  ])('%s', (sql, command, setting) => expect(statementKind(sql)).toEqual({ kind: 'session-state', command, setting }));

  test.each([
    'set local search_path to a',
    'set constraints all deferred',
    "select set_config('a.b', 'c', true)",
    'select set_config from t',
    "select 'set_config(1, 2, false)'",
  ])('not %s', (sql) => expect(statementKind(sql)).toEqual({ kind: 'plain' }));
});

describe('transaction control', () => {
  test.each([
    ['begin work', 'BEGIN'],
    ['start transaction read only', 'START TRANSACTION'],
    ['commit and chain', 'COMMIT'],
    ['end', 'END'],
    ['abort', 'ABORT'],
    ['rollback', 'ROLLBACK'],
    ['rollback to savepoint a', 'ROLLBACK TO'],
    ['savepoint a', 'SAVEPOINT'],
    ['release savepoint a', 'RELEASE'],
    ["prepare transaction 'x'", 'PREPARE TRANSACTION'],
    ["commit prepared 'x'", 'COMMIT PREPARED'],
    ["rollback prepared 'x'", 'ROLLBACK PREPARED'],
    ['set transaction isolation level serializable', 'SET TRANSACTION'],
    ['set local transaction read only', 'SET TRANSACTION'],
    ['/* a */ -- b\n COMMIT', 'COMMIT'],
  ])('%s', (sql, command) => expect(statementKind(sql)).toEqual({ kind: 'transaction-control', command }));

  test.each(['prepare q as select 1', 'do $$ begin commit; end $$', 'call p()', 'select 1 as begin', '"commit"', ''])(
    'not %s',
    (sql) => expect(statementKind(sql)).toEqual({ kind: 'plain' }),
  );
});

describe('which statements run alone', () => {
  // `statement-kind.db.test.ts` asks a server.
  test.each([
    'create index concurrently a, b on t(a)',
    'drop index concurrently a, b',
    'alter table p detach partition c concurrently',
    'drop subscription s',
    "create subscription s connection 'x' publication p with (copy_data = false)",
    'alter subscription s refresh publication',
    'alter subscription s set publication p',
    'cluster (verbose)',
    'discard all',
    'reindex (verbose) database',
    'vacuum full t',
  ])('%s', (sql) => expect(runsAlone(statementKind(sql))).toBe(true));

  test.each([
    'create index i on t (a)',
    'drop index i',
    'reindex index i',
    'reindex (concurrently off) table t',
    'refresh materialized view concurrently m',
    "alter type t add value 'a'",
    'alter table p detach partition c finalize',
    'alter table p detach partition c',
    'cluster t using i',
    'cluster verbose t',
    'discard plans',
    "create subscription s connection 'x' publication p with (enabled = false, create_slot = false)",
    'alter subscription s set publication p with (refresh = false)',
    'alter subscription s disable',
    'alter database d set timezone = 1',
    'create table vacuum_log (a int)',
    'analyze',
  ])('not %s', (sql) => expect(runsAlone(statementKind(sql))).toBe(false));
});
