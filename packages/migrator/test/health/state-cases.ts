import { type RuleCase, rows } from './rule-case.ts';

/** Of what a database has come to: numbers used up, dead rows, partitions. */
export const STATE_CASES: readonly RuleCase[] = [
  {
    rule: 'key-near-end',
    bad: [
      'create table @.serial (id serial primary key)',
      "select setval('@.serial_id_seq', 2000000000)",
      'create table @.wide (id bigint primary key)',
      'create sequence @.narrow as integer owned by @.wide.id',
      "select setval('@.narrow', 2147483000)",
      'create table @.own (id smallint primary key)',
      'insert into @.own select i * 3 from generate_series(1, 10900) i',
      'analyze @.own',
    ],
    good: [
      'create table @.serial (id bigserial primary key)',
      "select setval('@.serial_id_seq', 2000000000)",
      'create sequence @.round as smallint cycle',
      "select setval('@.round', 32000)",
      'create sequence @.fresh as smallint',
      'create table @.own (id smallint primary key)',
      'insert into @.own select i from generate_series(1, 1000) i',
      'analyze @.own',
    ],
    finds: ['sequence narrow', 'column own.id', 'sequence serial_id_seq'],
  },
  {
    rule: 'wraparound',
    bad: [
      'create table @.t (a int primary key)',
      'insert into @.t values (1)',
      ...Array.from({ length: 60 }, () => 'select txid_current()'),
    ],
    good: ['create table @.t (a int primary key)', 'insert into @.t values (1)', 'vacuum (freeze) @.t'],
    finds: ['table t'],
  },
  {
    rule: 'autovacuum-off',
    bad: [
      'create table @.t (a text) with (autovacuum_enabled = off)',
      'create table @.o (a text) with (toast.autovacuum_enabled = false)',
    ],
    good: ['create table @.t (a int) with (autovacuum_enabled = on, fillfactor = 70)', 'create table @.o (a int)'],
    finds: ['table o', 'table t'],
  },
  {
    rule: 'autovacuum-behind',
    bad: [
      'create table @.t (a int, b text) with (autovacuum_enabled = off)',
      rows('@.t', 30_000),
      'delete from @.t where a > 5000',
    ],
    good: [
      'create table @.t (a int, b text) with (autovacuum_enabled = off)',
      rows('@.t', 30_000),
      'delete from @.t where a > 5000',
      // The session would tell of its dead rows after the vacuum.
      'select pg_stat_force_next_flush()',
      'vacuum (analyze) @.t',
    ],
    finds: ['table t'],
  },
  {
    rule: 'bloat',
    bad: [
      'create table @.t (a int, b text) with (autovacuum_enabled = off)',
      rows('@.t', 20_000),
      'delete from @.t where a % 10 <> 0',
      'vacuum (analyze) @.t',
    ],
    good: [
      'create table @.t (a int, b text) with (autovacuum_enabled = off)',
      rows('@.t', 20_000),
      'vacuum (analyze) @.t',
      'create table @.filled (a int, b text) with (fillfactor = 40)',
      rows('@.filled', 20_000),
      'vacuum (analyze) @.filled',
    ],
    finds: ['table t'],
  },
  {
    rule: 'growth',
    bad: ['create table @.t (a int, b text)', rows('@.t', 20_000), 'vacuum (analyze) @.t'],
    good: ['create table @.t (a int, b text)', rows('@.t', 20_000), 'vacuum (analyze) @.t'],
    finds: ['table t'],
  },
  {
    rule: 'collation-version',
    bad: [
      `create collation @.c (provider = icu, locale = 'de')`,
      'create table @.t (a text collate @.c)',
      `update pg_collation set collversion = '1' where oid = '@.c'::regcollation`,
    ],
    good: [
      `create collation @.c (provider = icu, locale = 'de')`,
      'create table @.t (a text collate @.c)',
      `create collation @.idle (provider = icu, locale = 'fr')`,
      `update pg_collation set collversion = '1' where oid = '@.idle'::regcollation`,
    ],
    finds: ['collation c'],
  },
  {
    rule: 'default-partition-rows',
    bad: [
      'create table @.p (a int) partition by list (a)',
      'create table @.p1 partition of @.p for values in (1)',
      'create table @.other partition of @.p default',
      'insert into @.p values (1), (2)',
    ],
    good: [
      'create table @.p (a int) partition by list (a)',
      'create table @.p1 partition of @.p for values in (1)',
      'create table @.other partition of @.p default',
      'insert into @.p values (1)',
    ],
    finds: ['table other'],
  },
  {
    rule: 'partition-horizon',
    bad: [
      'create table @.past (at timestamptz) partition by range (at)',
      `create table @.past_1 partition of @.past for values from ('2020-01-01') to ('2020-02-01')`,
      'create table @.none (at date) partition by range (at)',
      'create table @.none_d partition of @.none default',
    ],
    good: [
      'create table @.far (at timestamptz, id int) partition by range (at, id)',
      `create table @.far_1 partition of @.far for values from ('2020-01-01', 1) to ('2120-01-01', 1)`,
      'create table @.open (at date) partition by range (at)',
      'create table @.open_1 partition of @.open for values from (minvalue) to (maxvalue)',
      'create table @.numbers (id int) partition by range (id)',
      'create table @.numbers_1 partition of @.numbers for values from (1) to (9)',
      'create table @.kinds (kind text) partition by list (kind)',
    ],
    finds: ['table none', 'table past'],
  },
];
