import { describe, expect, test } from 'vitest';
import { chooseHeads } from '../../../src/commands/merge/choose-heads.ts';
import { graph } from '../../../src/testing/graph.ts';

/** Two ends of shop; news has one, which a merge carried into users. */
const FORKED = graph(`
  s1[shop]@shop -> s2, s3
  n1[news]@news -> n2
  u1[users]@users -> u2
  n2, u2 -> m
`);
const slices = ['shop', 'news', 'users'].map((label) => ({
  label,
  folder: `features/${label}`,
  schema: `features/${label}/src/schema.ts`,
  migrations: `features/${label}/migrations`,
}));
const choose = (symbols: readonly string[], slice?: string) => chooseHeads(FORKED, { slices }, symbols, slice);

describe('what is to be joined', () => {
  test.each<[string, readonly string[], string | undefined, readonly string[]]>([
    ['the ends of a slice', ['shop'], undefined, ['s2', 's3']],
    ['the slice of --slice', [], 'shop', ['s2', 's3']],
    ['ids, in the order given', ['s3', 's2'], undefined, ['s3', 's2']],
    ['each once', ['s2', 'shop', 's2'], undefined, ['s2', 's3']],
    ['all heads', ['heads'], undefined, ['s2', 's3', 'm']],
    ['a slice whose line a merge carried on', ['users'], undefined, ['m']],
    ['slices and revisions together', ['news', 's2'], undefined, ['m', 's2']],
    ['--slice is only the place when something is named', ['s2', 's3'], 'news', ['s2', 's3']],
  ])('%s', (_name, symbols, slice, expected) => {
    expect([...choose(symbols, slice)].sort()).toEqual([...expected].sort());
    if (symbols.length > 1 && !symbols.includes('shop')) expect(choose(symbols, slice)).toEqual(expected);
  });

  test('nothing named: the hint has the command', () => {
    expect(() => choose([])).toThrow(expect.objectContaining({ code: 'usage', hint: 'migrate merge shop' }));
  });

  test('a revision below another one', () => {
    expect(() => choose(['s1', 's2'])).toThrow(expect.objectContaining({ outcome: 'usage', hint: 'Leave s1 out.' }));
  });

  test('what is not a revision', () => {
    expect(() => choose(['ffff'])).toThrow(expect.objectContaining({ outcome: 'usage' }));
  });
});
