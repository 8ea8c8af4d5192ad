import { expect, test } from 'vitest';
import type { LintSettings } from '../../src/lint/lint-settings.ts';
import type { Observation, ObservedEffects, Timing } from '../../src/lint/rule/observation.ts';
import type { ProductionStats, TableStats } from '../../src/lint/stats/production-stats.ts';
import { TableSizes } from '../../src/lint/stats/table-sizes.ts';
import { judgeSql } from './judge-sql.ts';
import { makeStats } from './stats/make-stats.ts';

const GIVEN = `create table customers (id bigint primary key);
create table orders (id bigint primary key, customer bigint, note text);
create function slow(bigint) returns boolean language sql immutable as 'select true';
create materialized view days as select 1 as day;`;
const INDEX = 'create index orders_note on orders (note);';
const NOT_NULL = 'alter table orders alter column note set not null;';
const LARGE = { rows: 1_000_000, heapBytes: 5e8 };
const BUSY = { perSecond: { reads: 100, writes: 10 }, perSecondSinceReset: { reads: 50, writes: 20 } };

interface Case {
  readonly orders?: Partial<TableStats>;
  readonly customers?: Partial<TableStats>;
  readonly stats?: Partial<ProductionStats>;
  readonly timing?: Timing;
  readonly mode?: ObservedEffects['locks'][number]['mode'];
  readonly settings?: Partial<LintSettings>;
}

/** Level, basis and message of the first finding that is about a lock. */
function judged(sql: string, { orders = LARGE, customers, stats, timing, mode, settings }: Case = {}) {
  const tables = [
    { name: 'orders', ...BUSY, ...orders },
    ...(customers === undefined ? [] : [{ name: 'customers', ...customers }]),
    { name: 'days', kind: 'matview' as const },
  ];
  const observed: readonly Observation[] =
    timing === undefined
      ? []
      : [
          {
            locks: [{ relation: 'public.orders', mode: mode ?? 'ACCESS EXCLUSIVE' }],
            ...{
              rewritten: [],
              scanned: ['public.orders'],
              roots: {},
              made: [],
              writesFiles: false,
              walBytes: 0,
              durationMs: 0,
              timing,
            },
          },
        ];
  const { found } = judgeSql(sql, {
    ...{ given: GIVEN, sizes: new TableSizes(makeStats(tables, stats)), observed },
    ...(settings === undefined ? {} : { settings }),
  });
  const [first] = found.filter(({ claim }) => claim !== undefined && claim.work !== 'lock');
  return { level: first?.level, basis: first?.block?.basis, message: first?.message, block: first?.block };
}

/** All rows would take about so long. */
const taking = (ms: number): Timing => ({
  isLogSkipped: false,
  points: [
    { share: 0.02, rows: 20_000, ms: [ms * 0.02] },
    { share: 0.2, rows: 200_000, ms: [ms * 0.2] },
  ],
});

test.each([
  // Readers wait: 100 ms are the limit, of the upper end of the interval.
  ['long, readers wait', NOT_NULL, { timing: taking(500) }, 'error'],
  ['short, readers wait', NOT_NULL, { timing: taking(20) }, 'info'],
  ['short for writers only', INDEX, { timing: taking(500), mode: 'SHARE' as const }, 'info'],
  ['long for writers', INDEX, { timing: taking(5000), mode: 'SHARE' as const }, 'error'],
  ['another limit', NOT_NULL, { timing: taking(500), settings: { limits: { maxBlock: 2000 } } }, 'info'],
  ['no limit at all', NOT_NULL, { timing: taking(20), settings: { limits: { maxBlock: 0 } } }, 'error'],
  [
    'a level of the configuration',
    NOT_NULL,
    { timing: taking(20), settings: { levels: { 'set-not-null': 'error' as const } } },
    'error',
  ],
] as const)('%s', (_, sql, given, level) => {
  expect(judged(sql, given)).toMatchObject({ level, basis: 'timed' });
});

test('few who use it are not nobody', () => {
  const rare = { perSecond: { reads: 0, writes: 0 }, perSecondSinceReset: { reads: 0.001, writes: 0 } };
  const found = judged(NOT_NULL, { orders: { ...LARGE, ...rare }, timing: taking(500) });
  expect(found).toMatchObject({ level: 'error', block: { waiting: 0 } });
});

const QUIET = { perSecond: { reads: 0, writes: 0 }, perSecondSinceReset: { reads: 0, writes: 0 } };

test.each([
  ['nobody uses it', { orders: { ...LARGE, ...QUIET } }, 'warning'],
  ['nobody did while two samples were taken', { orders: { ...LARGE, ...QUIET, perSecondSinceReset: null } }, 'error'],
  ['nothing is counted', { orders: { ...LARGE, ...QUIET }, stats: { settings: { track_counts: 'off' } } }, 'error'],
] as const)('a long block where %s', (_, given, level) => {
  expect(judged(NOT_NULL, { ...given, timing: taking(5000) })).toMatchObject({ level, basis: 'timed' });
});

test('how many wait is that of the upper end, at the busier time', () => {
  const { block } = judged(NOT_NULL, { timing: taking(1000) });
  expect(block?.waiting).toBe(Math.round(((block?.duration?.highMs ?? 0) * 120) / 1000));
  const writes = judged(INDEX, { timing: taking(1000), mode: 'SHARE' }).block;
  expect(writes?.waiting).toBe(Math.round(((writes?.duration?.highMs ?? 0) * 20) / 1000));
});

test.each([
  ['the table is not timed', LARGE, 'error', 'since it was not timed'],
  ['it was never analysed', { rows: null, heapBytes: 9e9 }, 'error', 'since it was never analysed'],
] as const)('the level of the rule counts where %s, and that is said', (_, orders, level, says) => {
  const found = judged(NOT_NULL, { orders });
  expect(found).toMatchObject({ level, basis: 'unknown' });
  expect(found.message).toContain(says);
});

test('why it could not be timed is said', () => {
  const found = judged(NOT_NULL, { timing: { untimed: 'column "note" contains null values' } });
  expect(found).toMatchObject({ level: 'error', basis: 'unknown' });
  expect(found.message).toContain('it could not be timed: column "note" contains null values.');
});

const TINY = { rows: 100, heapBytes: 8192, indexBytes: 16_384 };
const FK = 'alter table orders add foreign key (customer) references customers;';
test.each([
  ['a small table is short on any server', NOT_NULL, { orders: TINY }, 'info', 'bound'],
  [
    'not where a function of a person is called',
    'alter table orders add check (slow(id));',
    { orders: TINY },
    'error',
    'unknown',
  ],
  ['the other table of a foreign key counts', FK, { orders: TINY, customers: LARGE }, 'error', 'unknown'],
  ['also where it is not in the file', FK, { orders: TINY }, 'error', 'unknown'],
  ['and both may be small', FK, { orders: TINY, customers: TINY }, 'info', 'bound'],
  ['nothing is said of the query of a view', 'refresh materialized view days;', {}, 'error', 'unknown'],
] as const)('%s', (_, sql, given, level, basis) => {
  expect(judged(sql, given)).toMatchObject({ level, basis });
});

test('nothing changes for tables that are not in the file, and new ones stay silent', () => {
  const sizes = new TableSizes(makeStats([{ name: 'fresh', ...LARGE }]));
  const without = judgeSql(NOT_NULL, { given: GIVEN });
  expect(judgeSql(NOT_NULL, { given: GIVEN, sizes })).toEqual(without);
  const made =
    'create table fresh (id bigint); create index on fresh (id); alter table fresh alter column id set not null;';
  expect(judgeSql(made, { given: GIVEN, sizes }).found).toEqual(judgeSql(made, { given: GIVEN }).found);
});
