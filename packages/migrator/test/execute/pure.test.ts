import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, randomId } from '../../src/execute/backoff.ts';
import { statementHash } from '../../src/execute/half-run/statement-hash.ts';
import { classifyFailure } from '../../src/execute/statement/classify-failure.ts';
import { lockTargets } from '../../src/execute/statement/lock-targets.ts';
import { slowStatements } from '../../src/execute/statement/slow-statements.ts';
import { createStopSignal } from '../../src/execute/stop-signal.ts';
import { redactSql, shortenSql } from '../../src/sql/redact-sql.ts';

const failure = (sqlState?: string, connectionLost = false) => ({
  message: 'm',
  connectionLost,
  ...(sqlState === undefined ? {} : { sqlState }),
});

describe('classifyFailure', () => {
  test.each([
    [failure('55P03'), 'retry'],
    [failure('40001'), 'retry'],
    [failure('40P01'), 'retry'],
    [failure('57P01'), 'unknown-outcome'],
    [failure('08006'), 'unknown-outcome'],
    [failure('40003'), 'unknown-outcome'],
    [failure(undefined, true), 'unknown-outcome'],
    [failure('42601', true), 'unknown-outcome'],
    [failure('57014'), 'cancelled'],
    [failure('BR001'), 'lease-lost'],
    [failure('23505'), 'fatal'],
    [failure('53100'), 'fatal'],
    [failure(), 'fatal'],
  ])('%j is %s', (given, kind) => expect(classifyFailure(given)).toBe(kind));
});

describe('redactSql', () => {
  test.each([
    ["create role a password 'c4n4ry'", "create role a password '***'"],
    [
      "alter user a with encrypted PASSWORD 'c4n''4ry' valid until 'x'",
      "alter user a with encrypted PASSWORD '***' valid until 'x'",
    ],
    ["alter role a password E'c4n4ry\\'x'", "alter role a password '***'"],
    ['alter role a password $$c4n4ry$$', "alter role a password '***'"],
    ['alter role a password $x$c4n4ry$x$', "alter role a password '***'"],
    ["select dblink('host=h password=c4n4ry user=u')", "select dblink('host=h password=*** user=u')"],
    ["create server s options (password 'c4n4ry')", "create server s options (password '***')"],
    ["connect 'postgres://u:c4n4ry@h/d'", "connect 'postgres://u:***@h/d'"],
    ['alter table users add column password text', 'alter table users add column password text'],
  ])('%s', (sql, clean) => expect(redactSql(sql)).toBe(clean));

  test('shortens', () => expect(shortenSql('abcdef', 3)).toBe('abc …'));
});

describe('lockTargets', () => {
  const targets = (...sql: string[]) => lockTargets(sql.map((each) => ({ sql: each })));

  test.each([
    ['alter table public.Orders add x int', 'exclusive', 'orders'],
    ['alter table "Order Lines" drop x', 'exclusive', 'Order Lines'],
    ['alter table "a""b" drop x', 'exclusive', 'a"b'],
    ['do $$ begin perform 1 from größe; end $$', 'shared', 'größe'],
    ['create index on orders (id)', 'shared', 'orders'],
    ['  INSERT into orders values (1)', 'shared', 'orders'],
    ['vacuum full orders', 'exclusive', 'orders'],
    ['vacuum orders', 'shared', 'orders'],
    [`alter table ${'x'.repeat(70)} add y int`, 'exclusive', 'x'.repeat(63)],
    [`alter table "${'é'.repeat(40)}" add y int`, 'exclusive', 'é'.repeat(31)],
  ] as const)('%s', (sql, strength, name) => expect(targets(sql)[strength]).toContain(name));

  test('the stronger claim counts', () => {
    const both = targets('insert into t values (1)', 'alter table t add x int');
    expect(both.exclusive).toContain('t');
    expect(both.shared).not.toContain('t');
  });

  test('of statements that were asked about before, alone or among others, the answer is the same', () => {
    const statements = [
      'insert into t values (1)',
      'alter table t add x int',
      'create index on u (id)',
      `insert into u values ('${'a word '.repeat(2_000)}')`,
    ].map((sql) => ({ sql }));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statements)), (some) => {
        expect(lockTargets(some)).toEqual(lockTargets(some.map(({ sql }) => ({ sql }))));
      }),
    );
  });
});

describe('slowStatements', () => {
  test.each([
    [
      [],
      'create table t (a int)',
      'create index on t (a)',
      'alter table T add b int default f()',
      'insert into t values (1)',
    ],
    [
      [],
      'create table if not exists "a b".t (a int)',
      'create unique index i on only "a b".t (a)',
      'comment on table x is $$y$$',
    ],
    [[], 'drop index i', 'drop table t'],
    [[], 'alter table t drop column a', 'alter table only t rename a to b', 'alter table t add column c text'],
    [
      [],
      'alter table t alter column a drop not null',
      'alter table if exists t alter a set default 1',
      'alter table t drop constraint c',
    ],
    [[0, 1], 'alter table t add c int default 1', 'alter table t add column c int references u'],
    [
      [0, 1, 2],
      'alter table t add constraint c check (a > 0)',
      'alter table t add unique (a)',
      'alter table t add primary key (a)',
    ],
    [[0, 1], 'alter table t alter a type bigint', 'alter table t alter a set not null'],
    [[0], 'alter table t drop column a, alter b type bigint', 'drop table u'],
    [[1], 'create table u (a int)', 'create index on t (a)'],
    [[0], 'update t set a = 1'],
    [[0, 1], 'create table t as select 1', 'create index on t (a)'],
    [[0], 'create materialized view v as select 1'],
    [[0], 'select slow()'],
    [[0], 'do $$ begin end $$'],
  ])('%j of %s …', (slow, ...statements) => {
    const parsed = statements.map((sql) => ({ sql: String(sql) }));
    expect(slowStatements(parsed, new Set())).toEqual(slow);
  });
});

test('backoff is never longer than its cap, nor negative', () =>
  fc.assert(
    fc.property(fc.nat(50), fc.uint8Array({ minLength: 3, maxLength: 3 }), (attempt, dice) => {
      const pause = backoff({ now: () => new Date(0), randomBytes: () => dice }, attempt, 50, 2_000);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(2_000);
    }),
  ));

test('ids are 16 hex digits', () => {
  const id = randomId({ now: () => new Date(0), randomBytes: (length) => new Uint8Array(length).fill(10) });
  expect(id).toBe('0a0a0a0a0a0a0a0a');
});

test('a statement is the same after a checkout with CRLF', () => {
  expect(statementHash('select 1,\r\n2')).toBe(statementHash('select 1,\n2'));
  expect(statementHash('select 1')).not.toBe(statementHash('select 2'));
});

test('the first raise asks to finish, later ones to cancel', () => {
  const stop = createStopSignal();
  const heard: string[] = [];
  const end = stop.onRaise((level) => heard.push(level));
  stop.raise();
  stop.raise();
  end();
  stop.raise();
  expect([heard, stop.level]).toEqual([['finish', 'cancel'], 'cancel']);
});
