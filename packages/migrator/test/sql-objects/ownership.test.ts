import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBrokenOwnership, type OwnershipFacts } from '../../src/sql-objects/ownership/find-broken.ts';
import type { RevisionEffects } from '../../src/sql-objects/ownership/placed-statement.ts';
import { type OwnershipCase, RIGHT, WRONG } from './ownership-cases.ts';
import { drawnRevision } from './parsed.ts';

/** In a line each revision is above those before it. */
function inLine(revisions: readonly RevisionEffects[]): OwnershipFacts['isBelow'] {
  const order = revisions.map(({ revision }) => revision);
  return (below, revision) => order.indexOf(below) <= order.indexOf(revision);
}

function judge({ history, declared = {}, alters = [] }: OwnershipCase): readonly string[] {
  const revisions = history.map((text, index) => drawnRevision(`r${index}`, text));
  const facts: OwnershipFacts = {
    isBelow: inLine(revisions),
    declaredBy: ({ name }) =>
      new Set(Object.entries(declared).flatMap(([slice, what]) => (what === name ? [slice] : []))),
    mayAlter: () => new Set(alters),
  };
  return findBrokenOwnership(revisions, facts, ({ revision }) => revision === revisions.at(-1)?.revision).map(
    ({ does, object, owner }) => `${does} ${object} of ${owner}`,
  );
}

const name = ({ history, alters, declared }: OwnershipCase): string =>
  `${history.slice(1).join(' → ')}${alters === undefined ? '' : ` alters ${alters}`}${declared === undefined ? '' : ` declared ${JSON.stringify(declared)}`}`;

describe('a revision may not', () => {
  test.each(WRONG.map((each) => [name(each), each] as const))('%s', (_name, each) => {
    expect(judge(each)).toEqual(each.breaks);
  });
});

describe('a revision may', () => {
  test.each(RIGHT.map((each) => [name(each), each] as const))('%s', (_name, each) => {
    expect(judge(each)).toEqual([]);
  });
});

test('a branch does not know what another branch made, and nobody owns what is only beside', () => {
  const revisions = [
    drawnRevision('base', 'common: create table shared ()'),
    drawnRevision('left', 'common: create table a ()'),
    drawnRevision('right', 'events: drop table a; create table a (); drop table shared'),
  ];
  const below: Readonly<Record<string, readonly string[]>> = {
    base: ['base'],
    left: ['base', 'left'],
    right: ['base', 'right'],
  };
  const facts = {
    isBelow: (a: string, b: string) => below[b]?.includes(a) === true,
    declaredBy: () => new Set<string>(),
    mayAlter: () => new Set<string>(),
  };
  expect(findBrokenOwnership(revisions, facts)).toMatchObject([
    { revision: 'right', line: 3, object: 'shared', owner: 'common' },
  ]);
});

const statement = fc.constantFrom(
  'create table a (id serial primary key)',
  'drop table a',
  'alter table a rename to b',
  'alter table b rename to a',
  'create index i on a (id)',
  'drop index i',
  'create view v as select 1',
  'drop view v',
  'alter table a set schema s',
  'drop table s.a',
  'insert into a values (1)',
  'set search_path = s',
  'reset search_path',
  "create function f(int) returns int language sql as 'select 1'",
  'drop function f',
  'alter schema s rename to t',
  'drop schema s cascade',
  'create or replace view v as select 2',
);

test('a history of one slice alone never breaks anything', () => {
  fc.assert(
    fc.property(fc.array(fc.array(statement, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), (revisions) => {
      const drawn = revisions.map((statements, index) =>
        drawnRevision(`r${index}`, `events: ${statements.join(';')} | ${[...statements].reverse().join(';')}`),
      );
      const facts = { isBelow: inLine(drawn), declaredBy: () => new Set<string>(), mayAlter: () => new Set<string>() };
      expect(findBrokenOwnership(drawn, facts)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('two slices that only touch what they made themselves break nothing, whatever the other one does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('common', 'events'), fc.array(statement, { minLength: 1, maxLength: 4 })), {
        maxLength: 6,
      }),
      (revisions) => {
        // Each slice in a PostgreSQL schema of its own.
        const own = (slice: string, sql: string) =>
          sql
            .replaceAll(/\b(a|b|i|v|f)\b(?= \(|\(| |$)/g, `$1_${slice}`)
            .replaceAll(/\bs\b/g, `s_${slice}`)
            .replaceAll(/\bt\b/g, `t_${slice}`);
        const drawn = revisions.map(([slice, statements], index) =>
          drawnRevision(`r${index}`, `${slice}: ${statements.map((sql) => own(slice, sql)).join(';')}`),
        );
        const facts = {
          isBelow: inLine(drawn),
          declaredBy: () => new Set<string>(),
          mayAlter: () => new Set<string>(),
        };
        expect(findBrokenOwnership(drawn, facts)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
