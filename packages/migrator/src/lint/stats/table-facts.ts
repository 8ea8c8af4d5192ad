import type { ColumnStats, Traffic } from './production-stats.ts';

/** What the catalog and the counters of a server say about one relation. */
export interface TableFacts {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly isPartitioned: boolean;
  readonly isMatview: boolean;
  /** Ids of the partitioned tables above it, the nearest first. */
  readonly ancestors: readonly string[];
  /** `reltuples` and `relpages`: of the last VACUUM or ANALYZE, -1 rows when there was none. */
  readonly countedRows: number;
  readonly countedPages: number;
  /** `null`: a lock prevented reading it. */
  readonly heapBytes: number | null;
  readonly indexBytes: number | null;
  readonly toastBytes: number | null;
  /** The same by the pages of the last VACUUM or ANALYZE. */
  readonly countedIndexBytes: number;
  readonly countedToastBytes: number;
  /** `null`: not shown. */
  readonly columns: readonly ColumnStats[] | null;
}

/** Counters of a relation, since they were reset, at one moment. */
export interface Counters extends Traffic {
  readonly id: string;
}

/** All counters at one moment. */
export interface Sample {
  /** Milliseconds, by the clock of the server. */
  readonly at: number;
  readonly counters: readonly Counters[];
}
