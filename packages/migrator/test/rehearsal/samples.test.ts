import { describe, expect, test } from 'vitest';
import { longLocks } from '../../src/rehearsal/long-locks.ts';
import type { ObservedStep } from '../../src/rehearsal/observed-step.ts';
import { projectStep } from '../../src/rehearsal/project-step.ts';
import { fromRows, sampleRows } from '../../src/rehearsal/sample-rows.ts';
import type { SourceForeignKey } from '../../src/rehearsal/source-table.ts';
import { table } from './source-kit.ts';

const key = (parent: string, column = parent): SourceForeignKey => ({
  ...{ columns: [column], parent: { schema: 'public', name: parent }, parentColumns: ['id'] },
  operators: ['operator(pg_catalog.=)'],
});
const LARGE = { rows: 1_000_000, pages: 10_000 };

describe('sampleRows', () => {
  const rowsOf = (...tables: Parameters<typeof sampleRows>[0]) =>
    Object.fromEntries(sampleRows(tables, 10, 7).map(({ table: { name }, rows }) => [name, rows]));

  test('samples large tables, and takes of those below them what has its parents', () => {
    const tables = [
      table('lines', { ...LARGE, foreignKeys: [key('orders')] }),
      table('orders', { ...LARGE, foreignKeys: [key('customers')] }),
      table('customers', LARGE),
      table('notes', { foreignKeys: [key('orders'), key('kinds')] }),
      table('kinds'),
      table('unknown', { rows: null, pages: 1_000 }),
      table('new', { rows: null, pages: 0 }),
    ];
    expect(rowsOf(...tables)).toEqual({
      ...{ customers: 'sample', orders: 'parents', lines: 'parents', notes: 'parents', kinds: 'all' },
      ...{ unknown: 'sample', new: 'all' },
    });
    const [lines] = sampleRows(tables, 10, 7);
    expect(lines && fromRows(lines)).toBe(
      'from only "public"."lines" as t where (t."orders" is null or exists (select from only "public"."orders" as t_0 where ' +
        '(t_0."customers" is null or exists (select from only "public"."customers" as t_0_0 tablesample system (10) repeatable (7) where t_0_0."id" operator(pg_catalog.=) t_0."customers")) ' +
        'and t_0."id" operator(pg_catalog.=) t."orders"))',
    );
  });

  test('ends with tables that reference themselves, each other, or what is not there', () => {
    expect(
      rowsOf(
        table('tree', { ...LARGE, foreignKeys: [key('tree', 'above')] }),
        table('a', { ...LARGE, foreignKeys: [key('b')] }),
        table('b', { foreignKeys: [key('a'), key('gone')] }),
      ),
    ).toEqual({ tree: 'sample', a: 'sample', b: 'all' });
  });
});

const STEP: ObservedStep = {
  ...{ revision: 'r', slice: 's', direction: 'upgrade', durationMs: 100, locksAre: 'observed' },
  locks: [
    { relation: 'public.orders', mode: 'ACCESS EXCLUSIVE', heldMs: 90 },
    { relation: 'public.kinds', mode: 'ROW EXCLUSIVE', heldMs: 100 },
  ],
  ...{
    rewritten: [],
    scanned: [],
    rows: { inserted: 0, updated: 0, deleted: 0 },
    written: [],
    walBytes: 1000,
    sizeBytes: -10,
  },
};
const SAMPLED = new Map([['public.orders', { copied: 1_000, all: 10_000 }]]);

describe('projectStep', () => {
  test('what looks at no row takes as long with all of them', () => {
    const same = { low: 100, high: 100 };
    expect(projectStep(STEP, SAMPLED)).toMatchObject({ durationMs: same, heldMs: [{ low: 90, high: 90 }, same] });
  });

  test.each<[string, Partial<ObservedStep>]>([
    ['read whole', { scanned: ['public.orders'] }],
    ['written', { written: ['public.orders'] }],
    ['rewritten', { rewritten: [{ relation: 'public.orders', table: null, bytes: 1 }] }],
    ['an index rewritten', { rewritten: [{ relation: 'public.o', table: 'public.orders', bytes: 1 }] }],
    ['not seen', { rows: null }],
  ])('what is %s grows with its rows', (_, given) => {
    const { durationMs, walBytes, sizeBytes } = projectStep({ ...STEP, ...given }, SAMPLED);
    // Ten times as many rows, sorted.
    expect(durationMs).toEqual({ low: 100, high: 1333 });
    expect(walBytes).toEqual({ low: 1000, high: 10_000 });
    expect(sizeBytes).toEqual({ low: -100, high: -10 });
  });
});

describe('longLocks', () => {
  test('only those for which somebody waits, and those that may be too long with all rows', () => {
    const step = { ...STEP, scanned: ['public.orders'] };
    expect(longLocks(step, null, 90)).toEqual([]);
    expect(longLocks(step, null, 50)).toMatchObject([{ relation: 'public.orders', stops: 'all', projectedMs: null }]);
    expect(longLocks(step, projectStep(step, SAMPLED), 500)).toMatchObject([{ heldMs: 90, projectedMs: 1200 }]);
  });
});
