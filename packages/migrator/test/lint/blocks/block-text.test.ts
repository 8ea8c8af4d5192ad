import { expect, test } from 'vitest';
import type { Block } from '../../../src/lint/blocks/block.ts';
import { blockText, intervalText } from '../../../src/lint/blocks/block-text.ts';

test.each([
  [180_000, 300_000, '3 to 5 min'],
  [40, 90, '40 to 90 ms'],
  [55_000, 130_000, '55 s to 2.2 min'],
  [1, 1, '1 ms'],
  [1400, 1440, '1.4 s'],
  [400, 1200, '400 ms to 1.2 s'],
  [3_600_000, 90_000_000, '1 h to 1 days'],
])('%d to %d ms are "%s"', (lowMs, highMs, text) => {
  expect(intervalText({ lowMs, highMs })).toBe(text);
});

const block: Block = {
  ...{ relation: 'public.orders', who: 'writes', rows: 120_000_000, bytes: 48e9, basis: 'timed', why: null },
  ...{ duration: { lowMs: 180_000, highMs: 300_000 }, waiting: 361_234 },
};

test.each<[Partial<Block>, string]>([
  [{}, 'has 120,000,000 rows (48.0 GB): 3 to 5 min, in which about 360,000 writes wait.'],
  [{ who: 'all' }, 'has 120,000,000 rows (48.0 GB): 3 to 5 min, in which about 360,000 reads and writes wait.'],
  [{ waiting: null }, 'has 120,000,000 rows (48.0 GB): 3 to 5 min.'],
  [
    { basis: 'bound', rows: 100, bytes: 9000, duration: { lowMs: 0, highMs: 9 } },
    'has 100 rows (9.0 kB): less than 9 ms.',
  ],
  [
    { basis: 'unknown', duration: null, rows: null, why: 'it was never analysed', waiting: null },
    'has 48.0 GB; how long it takes is not known, since it was never analysed.',
  ],
])('a block in words: %j', (rest, text) => {
  expect(blockText({ ...block, ...rest }, 'orders')).toBe(`In production orders ${text}`);
});
