import { describe, expect, test } from 'vitest';
import { differences } from '../../support/catalog-of.ts';
import { sampled } from '../../support/sample.ts';
import { LET_GO } from './let-go-cases.ts';
import { HARMLESS_PARTITIONS, PARTITION_RACES } from './partition-race-cases.ts';
import { HARMLESS, RACES, type RaceCase } from './race-cases.ts';
import { judgeOnServer } from './race-judge.ts';

const after = judgeOnServer();

async function orders({ base = 'select 1', one, other }: RaceCase) {
  return { forth: await after(base, [one, other]), back: await after(base, [other, one]) };
}

const name = ({ one, other }: RaceCase): string => `${one} | ${other}`;

/** PostgreSQL itself is the judge of what order matters. */
describe('either order has the same result on a server', () => {
  test.each(sampled([...HARMLESS, ...HARMLESS_PARTITIONS], 3).map((each) => [name(each), each] as const))(
    '%s',
    async (_name, each) => {
      const { forth, back } = await orders(each);
      expect(forth.problems).toEqual([]);
      expect(back.problems).toEqual([]);
      expect(differences(forth.catalog, back.catalog)).toBe('');
      expect(forth.rows).toEqual(back.rows);
    },
  );
});

describe('the order matters on a server', () => {
  test.each(
    sampled([...RACES, ...PARTITION_RACES, ...LET_GO.map((each) => ({ ...each, onlyCode: undefined }))], 3).map(
      (each) => [name(each), each] as const,
    ),
  )('%s', async (_name, each) => {
    const { forth, back } = await orders(each);
    const isSame =
      forth.problems.length + back.problems.length === 0 &&
      differences(forth.catalog, back.catalog) === '' &&
      JSON.stringify(forth.rows) === JSON.stringify(back.rows);
    expect(isSame).toBe(each.onlyCode === true);
  });
});
