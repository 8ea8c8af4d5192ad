import type { ProductionStats, TableStats } from '../../../src/lint/stats/production-stats.ts';

/** Statistics as `migrate stats` writes them, of tables that are as large and busy as a test says. */
export function makeStats(
  tables: readonly (Partial<TableStats> & Pick<TableStats, 'name'>)[],
  rest: Partial<ProductionStats> = {},
): ProductionStats {
  return {
    format: 'braid-stats',
    version: 1,
    takenAt: new Date().toISOString(),
    intervalMs: 3000,
    server: {
      ...{ version: '18.4', database: 'shop', isStandby: false, pageBytes: 8192 },
      replicas: { count: 0, synchronous: 0 },
    },
    settings: { TimeZone: 'UTC' },
    tables: tables.map((table) => ({
      ...{ schema: 'public', kind: 'table', partitionOf: null, rows: 1000, isEstimate: false, columns: null },
      ...{ heapBytes: 100_000, indexBytes: 50_000, toastBytes: 0 },
      ...{ perSecond: { reads: 10, writes: 5 }, perSecondSinceReset: null },
      ...table,
    })),
    notRead: [],
    ...rest,
  };
}
