import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSchemaDiffer } from '../../../src/adapters/drizzle/schema-differ.ts';
import { SAMPLE, sampled } from '../../support/sample.ts';
import { type Files, shopFiles } from './pairs/branch-of-edits.ts';
import { judge } from './pairs/judge.ts';
import { PAIRS } from './pairs/pairs.ts';
import { PAIRS_PAGE, pairName, pairsOfPage } from './pairs/pairs-page.ts';

const differ = openSchemaDiffer(resolve(import.meta.dirname, '../../../../..'));
/** Where `npm run docs:merge-pairs` wants the verdicts, to write the page of them; absent in every other run. */
const out = process.env.MERGE_PAIRS_OUT;
const found: { readonly name: string; readonly word: string }[] = [];
let base: Files = {};

beforeAll(async () => {
  base = await shopFiles(differ);
});

afterAll(async () => {
  await differ.close();
  const lines = found.map(({ name, word }) => `${word.padEnd(24)} ${name}`).sort();
  console.log(`${lines.join('\n')}\n${found.length} pairs of branches with the verdict that was known beforehand`);
  if (out !== undefined) writeFileSync(out, JSON.stringify(found));
});

// The page has all of them, and CI tries all.
const tried = out === undefined ? sampled(PAIRS, 4) : PAIRS;

test.each(tried.map((pair) => ({ ...pair, name: pairName(pair) })))(
  `$name (${SAMPLE})`,
  async ({ a, b, commutes, name }) => {
    const { verdict, workspace } = await judge(differ, base, a, b);
    await workspace.tools.close();
    expect({ commutes: verdict.commutes, said: verdict.said }).toEqual({
      commutes,
      said: commutes ? '' : verdict.said,
    });
    const word = verdict.commutes ? 'joins' : `refused: ${verdict.problem}`;
    found.push({ name, word });
    if (out === undefined) expect(pairsOfPage().get(name)).toBe(word);
  },
);

test.skipIf(out !== undefined)('half of at least forty pairs commute, and the page has no others', () => {
  const good = PAIRS.filter(({ commutes }) => commutes).length;
  expect(PAIRS.length).toBeGreaterThanOrEqual(40);
  expect(Math.abs(PAIRS.length - 2 * good)).toBeLessThanOrEqual(4);
  expect([...pairsOfPage().keys()].sort()).toEqual(PAIRS.map(pairName).sort());
  expect(readFileSync(PAIRS_PAGE, 'utf8')).toContain(`${PAIRS.length} pairs`);
});
