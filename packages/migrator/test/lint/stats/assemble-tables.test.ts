import { expect, test } from 'vitest';
import { assembleTables } from '../../../src/lint/stats/assemble-tables.ts';
import type { TableFacts } from '../../../src/lint/stats/table-facts.ts';
import { TableSizes } from '../../../src/lint/stats/table-sizes.ts';
import { makeStats } from './make-stats.ts';

const PAGE = 8192;

function facts(id: string, rest: Partial<TableFacts> = {}): TableFacts {
  return {
    ...{ id, schema: 'public', name: id, isPartitioned: false, isMatview: false, ancestors: [] },
    ...{ countedRows: 100, countedPages: 10, heapBytes: 10 * PAGE, indexBytes: PAGE, toastBytes: 0 },
    ...{ countedIndexBytes: 0, countedToastBytes: 0, columns: null },
    ...rest,
  };
}

function assemble(all: readonly TableFacts[], counters: Readonly<Record<string, readonly [number, number]>> = {}) {
  const sample = (at: number, which: 0 | 1) => ({
    at,
    counters: Object.entries(counters).map(([id, values]) => ({ id, reads: values[which], writes: values[which] / 2 })),
  });
  return assembleTables(all, { first: sample(1000, 0), second: sample(3000, 1), resetAt: null, pageBytes: PAGE });
}

test.each<[string, Partial<TableFacts>, number | null]>([
  ['as counted', {}, 100],
  ['grown since it was counted', { heapBytes: 30 * PAGE }, 300],
  ['never analysed', { countedRows: -1, countedPages: 0 }, null],
  ['never analysed, and empty', { countedRows: -1, countedPages: 0, heapBytes: 0 }, 0],
  ['analysed when it was empty', { countedRows: 0, countedPages: 0 }, null],
  ['emptied since', { heapBytes: 0 }, 0],
  ['locked, so that its file cannot be asked for', { heapBytes: null }, 100],
])('rows of a table %s', (_, rest, rows) => {
  expect(assemble([facts('t', rest)])[0]).toMatchObject({ rows, isEstimate: rest.heapBytes === null });
});

test('a partitioned table is the sum of what is below it, over all levels', () => {
  const parent = { isPartitioned: true, countedRows: -1, countedPages: 0, heapBytes: 0, indexBytes: 0 };
  const all = [
    facts('top', parent),
    facts('middle', { ...parent, ancestors: ['top'] }),
    facts('a', { ancestors: ['middle', 'top'] }),
    facts('b', { ancestors: ['top'], heapBytes: 20 * PAGE, toastBytes: PAGE }),
  ];
  const tables = new Map(assemble(all, { a: [0, 10], b: [10, 30] }).map((each) => [each.name, each]));
  expect(tables.get('top')).toMatchObject({
    ...{ kind: 'partitioned', rows: 300, heapBytes: 30 * PAGE, indexBytes: 2 * PAGE, toastBytes: PAGE },
    ...{ perSecond: { reads: 15, writes: 7.5 }, partitionOf: null },
  });
  expect(tables.get('middle')).toMatchObject({ rows: 100, partitionOf: { schema: 'public', name: 'top' } });
  expect(tables.get('a')).toMatchObject({ partitionOf: { schema: 'public', name: 'top' } });
  const unknown = assemble([...all, facts('c', { ancestors: ['top'], countedRows: -1 })]);
  expect(unknown.find(({ name }) => name === 'top')).toMatchObject({ rows: null, heapBytes: 40 * PAGE });
});

test('traffic is what was counted between the samples, and a reset is not a negative number', () => {
  const [busy, reset] = assemble([facts('busy'), facts('reset')], { busy: [100, 300], reset: [500, 2] });
  expect(busy?.perSecond).toEqual({ reads: 100, writes: 50 });
  expect(reset?.perSecond).toEqual({ reads: 0, writes: 0 });
});

test('sizes are found by the names that rules use, and the busier of two times counts', () => {
  const stats = makeStats([
    { name: 'orders', perSecond: { reads: 0, writes: 3 }, perSecondSinceReset: { reads: 7, writes: 1 } },
    { name: 'Other Table', schema: 'my' },
  ]);
  const sizes = new TableSizes(stats);
  expect(sizes.find('public.orders')).toMatchObject({ bytes: 150_000, readsPerSecond: 7, writesPerSecond: 3 });
  expect(sizes.find('my."Other Table"')).toBeDefined();
  expect(sizes.find('orders')).toBeUndefined();
});
