import { describe, expect, test } from 'vitest';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { drawnRevision } from '../parsed.ts';
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
  test.each(RACES.map((each) => [name(each), each] as const))('%s', (_name, each) => {
    const mirrored = { ...each, one: each.other, other: each.one };
    expect(findRaces(beside(each)).races.map(({ thing }) => thing)).toEqual([each.thing]);
    expect(findRaces(beside(mirrored)).races.map(({ thing }) => thing)).toHaveLength(1);
  });

  test.each(RACES.map((each) => [name(each), each] as const))(
    'but not where one is above the other: %s',
    (_name, each) => {
      const line = beside(each).map((revision, index) => ({ ...revision, down: index === 0 ? [] : [index - 1] }));
      expect(findRaces(line).races).toEqual([]);
    },
  );
});

describe('either order gives the same', () => {
  test.each(HARMLESS.map((each) => [name(each), each] as const))('%s', (_name, each) => {
    expect(findRaces(beside(each)).races).toEqual([]);
  });
});
