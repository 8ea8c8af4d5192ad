import { describe, expect, test } from 'vitest';
import { differences } from '../../support/catalog-of.ts';
import { sampled } from '../../support/sample.ts';
import type { RaceCase } from './race-cases.ts';
import { judgeOnServer } from './race-judge.ts';
import { FREE, WAYS_BACK } from './way-back-cases.ts';

const after = judgeOnServer();

/** Two ways of coming to the same: both must run, and end alike. */
async function areAlike(base: string, forth: readonly string[], back: readonly string[]): Promise<boolean> {
  const [one, other] = [await after(base, forth), await after(base, back)];
  const isRun = one.problems.length + other.problems.length === 0;
  return (
    isRun && differences(one.catalog, other.catalog) === '' && JSON.stringify(one.rows) === JSON.stringify(other.rows)
  );
}

/** What the server says of each pair of which one is a way back. */
async function judged({ base = 'select 1', one, other }: RaceCase) {
  const [[up = '', down = ''], [upOther = '', downOther = '']] = [one.split(' | '), other.split(' | ')];
  return {
    up: await areAlike(base, [up, upOther], [upOther, up]),
    back: await areAlike(base, [up, down, upOther], [up, upOther, down]),
    backOther: await areAlike(base, [upOther, downOther, up], [upOther, up, downOther]),
    bothBack: await areAlike(base, [up, upOther, down, downOther], [up, upOther, downOther, down]),
  };
}

const named = <Case extends RaceCase>(cases: readonly Case[]) =>
  cases.map((each) => [`${each.one} || ${each.other}`, each] as const);

describe('PostgreSQL minds how the way back is taken, and not the way up', () => {
  test.each(named(sampled(WAYS_BACK, 2)))('%s', async (_name, each) => {
    const { up, ...back } = await judged(each);
    expect(up).toBe(true);
    expect(Object.values(back)).toContain(false);
  });
});

describe('PostgreSQL takes every way up and back', () => {
  test.each(named(sampled(FREE, 2)))('%s', async (_name, each) => {
    expect(await judged(each)).toEqual({ up: true, back: true, backOther: true, bothBack: true });
  });
});
