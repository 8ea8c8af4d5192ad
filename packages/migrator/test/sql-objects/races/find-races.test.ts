import { describe, expect, test } from 'vitest';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { drawnRevision } from '../parsed.ts';
import { HARMLESS_PARTITIONS, PARTITION_RACES } from './partition-race-cases.ts';
import { HARMLESS, RACES, type RaceCase } from './race-cases.ts';

/** `base`, and above it `one` and `other`, which nothing orders. */
function beside({ base = 'select 1', one, other }: RaceCase): readonly RevisionFootprints[] {
  return [
    { ...drawnRevision('base', `common: ${base}`), down: [] },
    { ...drawnRevision('one', `events: ${one}`), down: [0] },
    { ...drawnRevision('other', `setups: ${other}`), down: [0] },
  ];
}

const name = ({ one, other }: RaceCase): string => `${one} | ${other}`;

describe('the order matters', () => {
  test.each([...RACES, ...PARTITION_RACES].map((each) => [name(each), each] as const))('%s', (_name, each) => {
    const mirrored = { ...each, one: each.other, other: each.one };
    expect(findRaces(beside(each)).races.map(({ thing }) => thing)).toEqual([each.thing]);
    expect(findRaces(beside(mirrored)).races.map(({ thing }) => thing)).toHaveLength(1);
  });

  test.each([...RACES, ...PARTITION_RACES].map((each) => [name(each), each] as const))(
    'but not where one is above the other: %s',
    (_name, each) => {
      const line = beside(each).map((revision, index) => ({ ...revision, down: index === 0 ? [] : [index - 1] }));
      expect(findRaces(line).races).toEqual([]);
    },
  );
});

/** Which only TimescaleDB itself could judge. */
describe('functions of TimescaleDB name the table that they change', () => {
  const bars = 'create table bars (ts timestamptz not null)';
  test.each([
    ["select add_retention_policy('bars', interval '1 year')", "select remove_retention_policy('bars')", ['bars']],
    [
      "select add_retention_policy('public.bars'::regclass, interval '1 year')",
      'alter table bars rename to b',
      ['bars'],
    ],
    ["select create_hypertable('bars', 'ts')", 'insert into bars values (now())', ['bars']],
    [
      "select add_retention_policy('bars', interval '1 year')",
      "select add_compression_policy('bars', interval '1 week')",
      [],
    ],
  ])('%s | %s', (one, other, things) => {
    expect(findRaces(beside({ base: bars, one, other })).races.map(({ thing }) => thing)).toEqual(things);
  });
});

/** Rows of COPY come after the statement, which no query of the cases above could send. */
describe('rows of COPY are rows', () => {
  const acc = 'create table acc (id int primary key, name text); create table notes (id int)';
  test.each([
    ['alter table acc rename name to title', 'copy acc (id, name) from stdin', ['column acc.name']],
    ['alter table acc rename to accounts', 'copy public.acc from stdin', ['acc']],
    ['drop table acc', 'copy acc (id) from stdin with (format csv)', ['acc']],
    ['update acc set id = id + 1', 'copy acc (id) from stdin', ['acc']],
    ['alter table acc add column more text', 'copy acc from stdin', ['column acc.more']],
    ['alter table acc drop column name', "copy acc to '/tmp/x'", ['column acc.name']],
    ['alter table acc add column more text', 'copy acc (id, name) from stdin', []],
    ['alter table notes add column body text', 'copy acc (id) from stdin', []],
  ])('%s | %s', (one, other, things) => {
    expect(findRaces(beside({ base: acc, one, other })).races.map(({ thing }) => thing)).toEqual(things);
    expect(findRaces(beside({ base: acc, one: other, other: one })).races).toHaveLength(things.length);
  });
});

describe('either order has the same result', () => {
  test.each([...HARMLESS, ...HARMLESS_PARTITIONS].map((each) => [name(each), each] as const))('%s', (_name, each) => {
    expect(findRaces(beside(each)).races).toEqual([]);
  });
});

describe('extensions of which not all is known', () => {
  const histories = (one: string, other: string, edges: readonly number[] = []) =>
    findRaces([
      { ...drawnRevision('one', `events: ${one}`), down: [] },
      { ...drawnRevision('other', `setups: ${other}`), down: edges },
    ]);

  test.each([
    ['create extension vector', 'create table t (id int)'],
    ['create extension btree_gist', 'create table t (r int4range, exclude using gist (r with &&))'],
    ['create extension if not exists postgis', 'select st_point(1, 2)'],
  ])('%s | %s: it is said, once', (one, other) => {
    expect(histories(one, other)).toMatchObject({
      races: [],
      extensions: [{ revision: 'one', slice: 'events', line: 1 }],
    });
    // What is above it, or has it from itself, may use it.
    expect(histories(one, other, [0]).extensions).toEqual([]);
    expect(histories(one, `create extension if not exists ${/\w+$/.exec(one)?.[0]}; ${other}`).extensions).toEqual([]);
  });

  test('the type that has its name is known to be its own; of those of PostgreSQL itself all is known', () => {
    expect(histories('create extension vector', 'create table t (v vector(3))').races).toMatchObject([
      { thing: 'type vector', earlier: { revision: 'one' }, later: { revision: 'other' } },
    ]);
    expect(histories('create extension citext', 'create table t (id int)')).toMatchObject({
      races: [],
      extensions: [],
    });
    expect(histories('create extension citext schema app', 'create table t (c app.citext)').races).toHaveLength(1);
  });
});
