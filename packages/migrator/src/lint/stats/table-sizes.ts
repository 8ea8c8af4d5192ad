import { shownName } from '../../sql/names/shown-name.ts';
import type { ProductionStats, TableStats } from './production-stats.ts';

/** What lint asks of a table in production. */
export interface TableSize {
  readonly kind: TableStats['kind'];
  /** `null`: it, or a partition of it, was never analysed. */
  readonly rows: number | null;
  /** Heap, indexes and TOAST. */
  readonly bytes: number;
  readonly heapBytes: number;
  readonly indexBytes: number;
  readonly toastBytes: number;
  /** `null`: the server does not count them, or its usual value is unknown. */
  readonly readsPerSecond: number | null;
  readonly writesPerSecond: number | null;
  readonly columns: TableStats['columns'];
}

/** The sizes of a file of statistics, by the paths that rules use. */
export class TableSizes {
  readonly stats: ProductionStats;
  readonly #tables: ReadonlyMap<string, TableStats>;

  constructor(stats: ProductionStats) {
    this.stats = stats;
    this.#tables = new Map(stats.tables.map((table) => [shownName(table), table]));
  }

  /** @param path `public.orders`, as `shownName` writes it; `undefined`: it is not in the file */
  find(path: string): TableSize | undefined {
    const found = this.#tables.get(path);
    if (found === undefined) return undefined;
    const { kind, rows, heapBytes, indexBytes, toastBytes, perSecond, perSecondSinceReset, columns } = found;
    const { settings, server } = this.stats;
    // The samples may have been taken at a quiet time: the busier of the two counts.
    const busier = (key: 'reads' | 'writes'): number | null => {
      if (settings.track_counts === 'off' || server.isStandby) return null;
      if (perSecondSinceReset === null) return perSecond[key] > 0 ? perSecond[key] : null;
      return Math.max(perSecond[key], perSecondSinceReset[key]);
    };
    return {
      ...{ kind, rows, heapBytes, indexBytes, toastBytes, columns },
      bytes: heapBytes + indexBytes + toastBytes,
      readsPerSecond: busier('reads'),
      writesPerSecond: busier('writes'),
    };
  }
}
