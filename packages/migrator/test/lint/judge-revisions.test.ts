import { describe, expect, test } from 'vitest';
import { judgeSeveral, judgeSql, rulesFound } from './judge-sql.ts';

const GIVEN = 'create table orders (id bigint primary key, note text); create table items (id bigint primary key)';
const DROP = 'alter table orders drop column note;';

describe('comments that ignore a finding', () => {
  test.each([
    ['with a reason', `-- lint:ignore drop-column "unread since v41"\n${DROP}`, ['lossy-unmarked'], ['drop-column']],
    [
      'several, one a line, among others',
      `-- a note\n-- lint:ignore drop-column "a"\n\n  -- lint:ignore lossy-unmarked "b"  \n/* and */ ${DROP}`,
      [],
      ['drop-column', 'lossy-unmarked'],
    ],
    [
      'without a reason',
      `-- lint:ignore drop-column\n${DROP}`,
      ['drop-column', 'ignore-without-reason', 'lossy-unmarked'],
      [],
    ],
    [
      'with an empty reason',
      `-- lint:ignore drop-column "  "\n${DROP}`,
      ['drop-column', 'ignore-without-reason', 'lossy-unmarked'],
      [],
    ],
    [
      'of a rule that finds nothing',
      `-- lint:ignore drop-table "x"\n${DROP}`,
      ['drop-column', 'lossy-unmarked', 'unused-ignore'],
      [],
    ],
    ['of no rule', `-- lint:ignore drop-colum "x"\n${DROP}`, ['drop-column', 'lossy-unmarked', 'unused-ignore'], []],
    ['that cannot be read', `-- lint:ignore "x"\n${DROP}`, ['drop-column', 'lossy-unmarked', 'unused-ignore'], []],
    [
      'that asks for another thing',
      `-- lint:disable drop-column "x"\n${DROP}`,
      ['drop-column', 'lossy-unmarked', 'unused-ignore'],
      [],
    ],
    [
      'behind the statement',
      `${DROP} -- lint:ignore drop-column "x"\nselect 1;`,
      ['drop-column', 'lossy-unmarked', 'unused-ignore'],
      [],
    ],
    [
      'behind the last statement',
      `${DROP}\n-- lint:ignore drop-column "x"`,
      ['drop-column', 'lossy-unmarked', 'unused-ignore'],
      [],
    ],
    [
      'before another statement',
      `-- lint:ignore drop-column "x"\nselect 1; ${DROP}`,
      ['drop-column', 'lossy-unmarked', 'unused-ignore'],
      [],
    ],
    ['inside a block comment', `/*\n-- lint:ignore drop-column "x"\n*/ ${DROP}`, ['drop-column', 'lossy-unmarked'], []],
    [
      'inside the statement',
      `alter table orders -- lint:ignore drop-column "x"\n drop column note;`,
      ['drop-column', 'lossy-unmarked'],
      [],
    ],
  ])('%s', (_, sql, found, hidden) => {
    const judged = judgeSql(sql, { given: GIVEN });
    expect(rulesFound(judged)).toEqual(found);
    expect(judged.hidden.map(({ rule }) => rule).sort()).toEqual(hidden);
  });

  test('say why', () => {
    const { hidden } = judgeSql(`-- lint:ignore drop-column "unread since v41"\n${DROP}`, { given: GIVEN });
    expect(hidden).toMatchObject([{ rule: 'drop-column', reason: 'unread since v41', line: 7, on: 'orders' }]);
  });
});

test('levels and limits are those of the slice, otherwise those of all', () => {
  const levels = { 'drop-column': 'info', 'lossy-unmarked': 'off' } as const;
  const own = { slices: { shop: { levels: { 'drop-column': 'warning' }, limits: {} } } } as const;
  const level = (settings: object) => judgeSql(DROP, { given: GIVEN, settings }).found.map((each) => each.level);
  expect(level({})).toEqual(['error', 'warning']);
  expect(level({ levels })).toEqual(['info']);
  expect(level({ levels, ...own })).toEqual(['warning']);
  expect(level({ levels, slices: { other: own.slices.shop } })).toEqual(['info']);
  const access = 'alter table orders set access method heap2';
  expect(rulesFound(judgeSql(access, { given: GIVEN }))).toEqual([]);
  expect(rulesFound(judgeSql(access, { given: GIVEN, settings: { limits: { postgres: 15 } } }))).toEqual([
    'access-method',
  ]);
});

test('tables of the revisions below in the same plan are not in use either', () => {
  const judged = judgeSeveral(
    ['create table fresh (id bigint)', 'create index on fresh (id)', 'create index on orders (id)'],
    { given: GIVEN },
  );
  expect(judged.found.map(({ rule, revision }) => [revision, rule])).toEqual([['r2', 'index-not-concurrent']]);
});

test('an index of a later revision serves a foreign key', () => {
  const key = 'alter table orders add column item bigint references items';
  expect(rulesFound(judgeSeveral([key], { given: GIVEN }))).toContain('fk-without-index');
  const both = [key, 'create index concurrently on orders (item)'];
  expect(
    rulesFound(judgeSeveral(both.slice(0, 1).concat('create index on orders (item)'), { given: GIVEN })),
  ).not.toContain('fk-without-index');
});

test('a drop above batches in the background needs them to be finished', () => {
  const background = new Map([['orders', 'b1']]);
  const found = judgeSql(DROP, { given: GIVEN, background });
  expect(found.found.find(({ rule }) => rule === 'contract-before-finished')).toMatchObject({
    instead: 'Add to the header: -- requires-finished: b1',
  });
  const finished = judgeSql(DROP, { given: GIVEN, background, header: ['-- requires-finished: b1'] });
  expect(rulesFound(finished)).not.toContain('contract-before-finished');
});

test('an enum that is rewritten to text together with two locks: the outage is named before it runs', () => {
  const given = `create type status as enum ('pending', 'done');
    create table tasks (id bigint primary key, status status not null);
    create table sessions (id bigint primary key, task bigint references tasks);
    create table messages (id bigint primary key, session bigint references sessions)`;
  const sql = `alter table tasks alter column status set data type text using status::text;
    alter table sessions add column state text;
    alter table messages add column state text;`;
  const { found } = judgeSql(sql, { given });
  expect(found.map(({ rule, level, on }) => [rule, level, on])).toEqual([
    ['type-rewrite', 'error', 'tasks'],
    ['wide-lock-window', 'warning', 'messages'],
  ]);
});

test('what cannot be parsed is said, and the rest is judged', () => {
  const { found } = judgeSql(`create hypertable orders; ${DROP}`, { given: GIVEN });
  expect(found.map(({ rule }) => rule)).toEqual(['unparseable-statement', 'drop-column', 'lossy-unmarked']);
});

test('a domain that is named as what it is based on, in another schema, has an end', () => {
  const given = `create schema app; create domain title as varchar(20); create domain app.title as title;
    create table app.posts (name app.title); set search_path = app, public`;
  const { found } = judgeSql('alter table posts alter name type varchar(10); alter domain title set not null;', {
    given,
  });
  expect(found.map(({ rule }) => rule)).toContain('type-rewrite');
});
