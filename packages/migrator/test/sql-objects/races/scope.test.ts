import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { Races } from '../../../src/sql-objects/races/race.ts';
import { Reachability } from '../../../src/sql-objects/races/reachability.ts';
import { drawn, history } from './random-history.ts';

/** The pairs of revisions that are at odds, and what cannot be read. */
function told({ races, unknown, extensions }: Races, isWanted: (revision: string) => boolean = () => true) {
  const pairs = races.map(({ earlier, later, thing }) => ({ thing, pair: [earlier.revision, later.revision] }));
  return {
    pairs: pairs
      .filter(({ pair }) => pair.some(isWanted))
      .map(({ pair, thing }) => `${[...pair].sort()} ${thing}`)
      .sort(),
    unknown,
    extensions,
  };
}

/** Code, functions and types by other names, among the statements of random histories. */
const more = fc.constantFrom(
  'do $$ begin update ta set x = 1; end $$',
  'select f()',
  'create extension if not exists citext',
  'alter view v rename to w',
  'alter type mood rename to feeling',
  'create table app.ta (id int)',
  'create schema app',
  'set search_path = app, public; alter table ta add column y int',
);
const backs = fc.constantFrom(
  '',
  'drop table ta',
  'drop view v',
  'alter table tb drop column x',
  'drop index ta_x_idx',
  'drop function f()',
);

test('the races of some revisions are those of all, without the others', () => {
  let found = 0;
  fc.assert(
    fc.property(history, fc.array(more, { maxLength: 4 }), fc.array(backs), fc.nat(2), (made, others, back, slice) => {
      const revisions = drawn([
        ...made.map((each, number) => ({ ...each, back: back[number] })),
        ...others.map((sql, number) => ({ slice: number % 3, sql, dependency: undefined })),
      ]);
      const isWanted = (id: string): boolean =>
        revisions.some(({ revision, slice: of }) => revision === id && of === `s${slice}`);
      const some = told(findRaces(revisions, { isWanted }));
      const all = told(findRaces(revisions), isWanted);
      found += some.pairs.length;
      expect(some.pairs).toEqual(all.pairs);
      for (const { revision } of all.unknown.filter((each) => isWanted(each.revision)))
        expect(some.unknown.map((each) => each.revision)).toContain(revision);
      const near = new Set(some.unknown.map(({ revision }) => revision));
      expect(all.unknown.map(({ revision }) => revision)).toEqual(expect.arrayContaining([...near]));
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(150);
});

/** For each revision, those directly below it. */
const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((drawn) => drawn.map((below, node) => (node === 0 ? [] : [...new Set(below.map((each) => each % node))])));

/** All that is below a revision, and the revision. */
function below(down: readonly (readonly number[])[], node: number): ReadonlySet<number> {
  const found = new Set([node]);
  for (const each of found) for (const next of down[each] ?? []) found.add(next);
  return found;
}

test('of the revisions that it may be asked about it knows what lies below them, through all others', () => {
  fc.assert(
    fc.property(histories, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (down, asked) => {
      const reach = new Reachability(down, (node) => asked[node] === true);
      const nodes = down.map((_, node) => node).filter((node) => reach.isAsked(node));
      expect(nodes).toEqual(down.flatMap((_, node) => (asked[node] === true ? [node] : [])));
      for (const upper of nodes) {
        const found = below(down, upper);
        for (const lower of nodes) {
          expect(reach.isBelow(lower, upper)).toBe(found.has(lower));
          expect(reach.positionOf(upper) >= reach.aboveFrom(lower, reach.chainOf(upper))).toBe(found.has(lower));
        }
      }
    }),
  );
});
