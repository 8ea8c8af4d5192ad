import { whereInstalled } from '../../../src/schema/mend/partitions/hypertable-sql.ts';
import type { RaceCase } from './race-cases.ts';

const list =
  "create table t (k text, n int) partition by list (k); create table t_a partition of t for values in ('a'); insert into t values ('a', 1)";
const range = 'create table r (ts timestamptz) partition by range (ts)';
const hash = 'create table h (id int) partition by hash (id)';
const pairs = 'create table p (a int, b int) partition by range (a, b)';
const of = (one: string, other: string, base = list): RaceCase => ({ base, one, other });

const partition = (name: string, bound: string): string => `create table ${name} partition of ${name[0]} ${bound}`;
const values = (name: string, all: string): string => partition(name, `for values in (${all})`);
const between = (name: string, from: string, to: string): string =>
  partition(name, `for values from (${from}) to (${to})`);
const rest = (name: string, modulus: number, remainder: number): string =>
  partition(name, `for values with (modulus ${modulus}, remainder ${remainder})`);

/** What `migrate revision` writes for a hypertable with `else`. */
const bars = whereInstalled(
  ['CREATE TABLE "bars" ("ts" timestamptz NOT NULL)', "SELECT create_hypertable('bars', 'ts')"],
  [
    'CREATE TABLE "bars" ("ts" timestamptz NOT NULL) PARTITION BY RANGE ("ts")',
    'CREATE TABLE "bars_default" PARTITION OF "bars" DEFAULT',
  ],
);

/** Partitions, where the order matters. */
export const PARTITION_RACES: readonly (RaceCase & { readonly thing: string; readonly onlyCode?: true })[] = [
  { ...of(values('t_b', "'b'"), "insert into t values ('b', 1)"), thing: 't' },
  { ...of(values('t_b', "'b'"), "update t set k = 'b'"), thing: 't' },
  { ...of(values('t_b', "'b'"), values('t_c', "'c', 'b'")), thing: 'a partition of t' },
  { ...of(partition('t_d', 'default'), partition('t_e', 'default')), thing: 'a partition of t' },
  { ...of('alter table t detach partition t_a', 'update t set n = 2'), thing: 't' },
  { ...of('alter table t detach partition t_a', 'delete from t where n = 1'), thing: 't' },
  { ...of('alter table t detach partition t_a', 'alter table t add column x int'), thing: 't' },
  {
    ...of(
      "alter table t attach partition u for values in ('u')",
      'create table x as select count(*) as n from t',
      `${list}; create table u (k text, n int); insert into u values ('u', 1)`,
    ),
    thing: 't',
  },
  {
    ...of(
      "alter table t attach partition u for values in ('u')",
      'alter table u add column x int',
      `${list}; create table u (k text, n int)`,
    ),
    thing: 'u',
  },
  { ...of('drop table t_a', 'create table x as select count(*) as n from t'), thing: 't' },
  { ...of('drop table t_a', "insert into t values ('a', 2)"), thing: 't' },
  {
    ...of(
      'alter table t_a rename to t_old; drop table t_old',
      'alter table t rename to s; create table x as select count(*) as n from s',
    ),
    thing: 't',
  },
  {
    ...of(between('r_1', "'2026-01-01'", "'2026-03-01'"), between('r_2', "'2026-02-01'", "'2026-04-01'"), range),
    thing: 'a partition of r',
  },
  {
    ...of(between('r_1', 'minvalue', "'2026-03-01'"), between('r_2', "'2026-02-01'", 'maxvalue'), range),
    thing: 'a partition of r',
  },
  // In one second column nothing is said of the first.
  { ...of(between('p_1', '1, 1', '2, 5'), between('p_2', '2, 3', '3, 1'), pairs), thing: 'a partition of p' },
  { ...of(rest('h_0', 2, 0), rest('h_2', 4, 2), hash), thing: 'a partition of h' },
  { ...of(bars, 'create index i on bars (ts)', 'select 1'), thing: 'bars' },
  { ...of(bars, 'create table bars (id int)', 'select 1'), thing: 'bars' },
];

/** Partitions, where either order gives the same. */
export const HARMLESS_PARTITIONS: readonly RaceCase[] = [
  of(values('t_b', "'b'"), values('t_c', "'c', 'd'")),
  of(values('t_b', "'b'"), partition('t_d', 'default')),
  of(values('t_b', "'b'"), 'create view v as select k, n from t'),
  of(values('t_b', "'b'"), 'create index i on t (n)'),
  of(values('t_b', "'b'"), 'alter table t add column x int'),
  of(between('r_1', "'2026-01-01'", "'2026-02-01'"), between('r_2', "'2026-02-01'", "'2026-03-01'"), range),
  of(between('r_1', 'minvalue', "'2026-02-01'"), between('r_2', "'2026-02-01'", 'maxvalue'), range),
  of(between('p_1', '1, 1', '2, 5'), between('p_2', '3, 1', '4, 1'), pairs),
  of(rest('h_0', 2, 0), rest('h_1', 2, 1), hash),
  of(bars, 'create table other (id int)', 'select 1'),
];
