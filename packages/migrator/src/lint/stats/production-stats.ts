/** The file that `migrate stats --out` writes: how large the tables of a database are, and how busy. It has no rows. */
export interface ProductionStats {
  readonly format: 'braid-stats';
  readonly version: 1;
  /** ISO 8601, by the clock of the server. */
  readonly takenAt: string;
  /** Between the two samples of the counters, in milliseconds. */
  readonly intervalMs: number;
  readonly server: StatsServer;
  /** What sessions of the role begin with, by the names of PostgreSQL. */
  readonly settings: Readonly<Record<string, string>>;
  /** By schema and name. */
  readonly tables: readonly TableStats[];
  /** What the role could not see, which may still exist. */
  readonly notRead: readonly NotRead[];
}

export interface StatsServer {
  /** `18.4`. */
  readonly version: string;
  readonly database: string;
  /** It is a standby: sizes are those of the primary, but reads are its own. */
  readonly isStandby: boolean;
  /** Servers that stream from it; those that are synchronous are `null` where the role may not see it. */
  readonly replicas: { readonly count: number; readonly synchronous: number | null };
  readonly pageBytes: number;
}

export interface TableStats {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned' | 'matview';
  /** The partitioned table above all levels, as `schema` and `name`; `null`: it is no partition. */
  readonly partitionOf: { readonly schema: string; readonly name: string } | null;
  /**
   * As of the last VACUUM or ANALYZE, for the pages that there are now; `null`: it was never analysed. Of a partitioned
   * table the sum of its partitions, `null` when one of them was never analysed.
   */
  readonly rows: number | null;
  readonly heapBytes: number;
  readonly indexBytes: number;
  readonly toastBytes: number;
  /** The pages of the last VACUUM or ANALYZE were counted, since somebody holds or awaits ACCESS EXCLUSIVE. */
  readonly isEstimate: boolean;
  /** Scans of the table and of its indexes that began, and rows written, between the samples. */
  readonly perSecond: Traffic;
  /** The same since the counters were reset; `null`: the time is unknown. */
  readonly perSecondSinceReset: Traffic | null;
  /** `null`: the role may not see the statistics of its columns, or it was never analysed. */
  readonly columns: readonly ColumnStats[] | null;
}

export interface Traffic {
  readonly reads: number;
  readonly writes: number;
}

export interface ColumnStats {
  readonly name: string;
  /** Bytes, on average, of values that are not NULL. */
  readonly width: number;
  /** From 0 to 1. */
  readonly nullFraction: number;
  /** As `pg_stats.n_distinct`: negative is a share of the rows. */
  readonly distinct: number;
}

export interface NotRead {
  /** `average widths of columns`. */
  readonly what: string;
  /** Tables, as `public.orders`; empty where it is the whole database. */
  readonly of: readonly string[];
  readonly why: string;
}
