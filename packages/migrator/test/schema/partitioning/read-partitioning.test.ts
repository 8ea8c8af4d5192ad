import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntityOf } from '../../../src/schema/entity/schema-entity.ts';
import { TableKey } from '../../../src/schema/entity/table-key.ts';
import { type Partitioning, PERIOD_UNITS } from '../../../src/schema/partitioning/partitioning.ts';
import { structureText } from '../../../src/schema/partitioning/partitioning-of.ts';
import { printPartitioning } from '../../../src/schema/partitioning/print-partitioning.ts';
import { readPartitioning } from '../../../src/schema/partitioning/read-partitioning.ts';
import { unfitTable } from '../../../src/schema/partitioning/unfit-table.ts';

const orders = TableKey.of('public', 'orders');

function read(text: string): Partitioning {
  const found = readPartitioning(text);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

describe('a declaration', () => {
  test.each<[string, Partitioning]>([
    [
      '-- partition: orders by list (broker)',
      { by: 'list', table: orders, columns: ['broker'], partitions: [], hasDefault: true },
    ],
    [
      `--Partition: app."Orders" by LIST ("Broker") values ib ('ib', 'it''s', NULL), "Two" (1, true), default`,
      {
        ...{ by: 'list', table: TableKey.of('app', 'Orders'), columns: ['Broker'], hasDefault: true },
        partitions: [
          { name: 'ib', values: ["'ib'", "'it''s'", 'NULL'] },
          { name: 'Two', values: ['1', 'TRUE'] },
        ],
      },
    ],
    [
      '-- partition: orders by hash (id, broker) into 8',
      { by: 'hash', table: orders, columns: ['id', 'broker'], modulus: 8 },
    ],
    [
      '-- partition: orders by range (ts) every month ahead 12 retain 24',
      { by: 'range', table: orders, columns: ['ts'], every: 'month', ahead: 12, retain: 24, hasDefault: false },
    ],
    [
      '-- partition: orders by range (ts) every weeks from 2025 default ahead 3',
      { by: 'range', table: orders, columns: ['ts'], every: 'week', from: '2025-01-01', ahead: 3, hasDefault: true },
    ],
    [
      '-- hypertable: orders by ts, chunk 7d, compress after 30d, retain 2y',
      {
        ...{ by: 'hypertable', table: orders, columns: ['ts'], chunk: '7 days' },
        ...{ compressAfter: '30 days', retain: '2 years' },
      },
    ],
    [
      '-- hypertable: orders by ts, chunk 1 hour, compress after 3 mo, segment by (symbol), else every year ahead 1 default',
      {
        ...{ by: 'hypertable', table: orders, columns: ['ts'], chunk: '1 hour', compressAfter: '3 months' },
        ...{ segmentBy: ['symbol'], otherwise: { every: 'year', ahead: 1, hasDefault: true } },
      },
    ],
  ])('%s', (text, expected) => {
    const found = read(text);
    expect(found).toEqual(expected);
    expect(read(printPartitioning(found))).toEqual(found);
  });

  test.each([
    ['-- partitions: orders by list (broker)', 'is neither "-- partition:" nor "-- hypertable:"'],
    ['-- hyper-table: orders by ts', 'is neither'],
    ['-- partition:', 'needs the name of a table where the end is'],
    ['-- partition: orders', 'needs by where the end is'],
    ['-- partition: orders by', 'needs list, range or hash where the end is'],
    ['-- partition: orders by lists (broker)', 'needs list, range or hash where lists is'],
    ['-- partition: orders by list broker', 'needs ( where broker is'],
    ['-- partition: orders by list (a, b)', 'has 2 columns; list takes one'],
    ['-- partition: orders by range (a, b) every month ahead 1', 'has 2 columns; range takes one'],
    ['-- partition: orders by list (broker) values', 'needs the name of a partition, or default, where the end is'],
    ['-- partition: orders by list (broker) values a (b)', "needs a value such as 'a' or 1 where b is"],
    ["-- partition: orders by list (broker) values a ('x'), b ('x')", "has 'x' in two partitions"],
    ["-- partition: orders by list (broker) values a ('x'), a ('y')", 'would call two partitions orders_a'],
    ["-- partition: orders by list (broker) values a ('x') tail", 'ends before tail'],
    [`-- partition: orders by list (broker) values ${'a'.repeat(60)} (1)`, 'which is longer than 63 bytes'],
    ['-- partition: orders by hash (id)', 'needs into where the end is'],
    ['-- partition: orders by hash (id) into 0', 'is into no partition'],
    ['-- partition: orders by hash (id) into 1.5', 'needs a number of partitions'],
    ['-- partition: orders by range (ts)', 'needs every where the end is'],
    ['-- partition: orders by range (ts) every fortnight', 'needs day, week, month, quarter, year where fortnight is'],
    ['-- partition: orders by range (ts) every month', 'does not say how many months ahead'],
    [
      '-- partition: orders by range (ts) every month ahead',
      'needs a number of months from 0 to 10000 where the end is',
    ],
    ['-- partition: orders by range (ts) every month ahead 1 ahead 2', 'says ahead twice'],
    ['-- partition: orders by range (ts) every month ahead 1 retain 0', 'would retain nothing'],
    ['-- partition: orders by range (ts) every month from 2025-02-30 ahead 1', 'needs a day such as 2025-01-01'],
    ['-- hypertable: orders by ts, chunk 7', 'needs h, d, w, mo or y where the end is'],
    ['-- hypertable: orders by ts, chunk 0d', 'needs h, d, w, mo or y'],
    ['-- hypertable: orders by ts, chunks', 'needs a number of hours'],
    ['-- hypertable: orders by ts, keep 2y', 'needs chunk, compress after, segment by, retain or else where keep is'],
    ['-- hypertable: orders by ts, compress 30d', 'needs after where 30 is'],
    ['-- hypertable: orders by ts, segment by (symbol)', 'says segment by without compress after'],
    ['-- hypertable: orders by ts, retain 1y, retain 2y', 'says retain twice'],
  ])('%s is refused', (text, problem) => {
    expect(readPartitioning(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('is read or refused, whatever it says, and printed in words that are read as the same', () => {
    const word = fc.constantFrom(
      ...['orders', 'by', 'list', 'range', 'hash', '(', ')', ',', 'ts', "'a'", '1', '"X"', 'every', 'month', 'ahead'],
      ...['12', 'values', 'default', 'into', 'chunk', '7d', 'else', 'from', '2025-01', '.', '\u0000', "'", '"', '$'],
    );
    fc.assert(
      fc.property(fc.constantFrom('partition', 'hypertable'), fc.array(word, { maxLength: 16 }), (kind, words) => {
        const found = readPartitioning(`-- ${kind}: ${words.join(' ')}`);
        if ('problem' in found) expect(found.problem).not.toBe('');
        else expect(read(printPartitioning(found))).toEqual(found);
      }),
      { numRuns: 500 },
    );
  });

  test('how many periods there are is not part of how a table is', () => {
    const texts = ['every month ahead 12', 'every week from 2020-01-01 ahead 1 retain 5'].map((ranges) =>
      structureText(printPartitioning(read(`-- partition: orders by range (ts) ${ranges}`))),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(structureText('-- partition: orders by range (ts) every month ahead 1 default')).not.toBe(texts[0]);
    expect(PERIOD_UNITS).toHaveLength(5);
  });
});

const place = (name: string, table = 'orders') => ({ schema: 'public', table, name });
const column = (name: string, type: string): EntityOf<'column'> => ({
  type: 'column',
  ...place(name),
  facts: { type, notNull: true },
});
const base = [
  { type: 'table', ...place('orders', ''), facts: {} },
  column('id', 'integer'),
  column('ts', 'timestamp with time zone'),
  { type: 'primary-key', ...place('orders_pkey'), facts: { columns: ['id', 'ts'] } },
] as const;

describe('a table', () => {
  const byTime = read('-- partition: orders by range (ts) every month ahead 1');
  test.each([
    ['is not a table of this slice', [], byTime],
    ['has no column nope', base, read('-- partition: orders by list (nope)')],
    [
      'has a column id of type integer, which is not a time',
      base,
      read('-- partition: orders by range (id) every day ahead 1'),
    ],
    [
      'has the primary key (id, ts), which does not include other',
      [...base, column('other', 'text')],
      read('-- partition: orders by list (other)'),
    ],
    [
      'has the unique index u (id), which does not include ts',
      [...base, { type: 'index', ...place('u'), facts: { isUnique: true, columns: [{ value: 'id' }] } } as const],
      byTime,
    ],
    [
      'is referenced by foreign key f of lines, and (id) is not a key of a partitioned table',
      [
        ...base,
        {
          type: 'foreign-key',
          ...place('f', 'lines'),
          facts: { columns: ['o'], schemaTo: 'public', tableTo: 'orders', columnsTo: ['id'] },
        } as const,
      ],
      byTime,
    ],
  ])('that %s is refused', (problem, entities, partitioning) => {
    expect(unfitTable(partitioning, entities, entities)?.problem).toContain(problem);
  });

  test('with the key in its primary key is not', () => {
    expect(unfitTable(byTime, base, base)).toBeUndefined();
  });
});
