import type { LockMode } from '../../sql/statement/lock-mode.ts';

/** What the server did to relations that were there before, while it ran one statement on a scratch database. */
export interface ObservedEffects {
  /** The strongest lock on each table or view, those that only read left out; of an index, that of its table. */
  readonly locks: readonly { readonly relation: string; readonly mode: LockMode }[];
  /** Tables that were rewritten, or of which an index was; of a partition the partitioned table, too. */
  readonly rewritten: readonly string[];
  /** Tables that were read from the first to the last row; of a partition the partitioned table, too. */
  readonly scanned: readonly string[];
  /** The partitioned tables of the partitions among all these, by path. */
  readonly roots: Readonly<Record<string, string>>;
  /** Tables and views that it made. */
  readonly made: readonly string[];
  /** It wrote new files, of tables or of indexes: those that were there before, or new ones. */
  readonly writesFiles: boolean;
  readonly walBytes: number;
  readonly durationMs: number;
  /** Absent if it was not asked for, or nothing in it takes longer when there are more rows. */
  readonly timing?: Timing;
}

/** How long it takes with rows, or why that could not be found out. */
export type Timing = Timed | { readonly untimed: string };

export interface Timed {
  readonly points: readonly TimedPoint[];
  /** The server writes no log of new files (`wal_level = minimal`), and there are some: production writes one. */
  readonly isLogSkipped: boolean;
}

/** It ran with this share of the rows that production has, several times. */
export interface TimedPoint {
  /** Above 0, at most 1. */
  readonly share: number;
  /** Of its largest table. */
  readonly rows: number;
  readonly ms: readonly number[];
}

/** Of each statement: what was seen, or why nothing was. */
export type Observation = ObservedEffects | { readonly unseen: string };
