import type { DatabaseTarget } from '../../ports/database/database-target.ts';

export const PARTITION_ACTIONS = ['list', 'ensure'] as const;
export type PartitionAction = (typeof PARTITION_ACTIONS)[number];

export interface PartitionsResult {
  readonly action: PartitionAction;
  readonly database: DatabaseTarget;
  /** The day of the server's clock, in UTC. */
  readonly today: string;
  readonly dryRun: boolean;
  readonly tables: readonly TableReport[];
  /** Whether something is still missing or wrong; `ensure` then has exit code 3. */
  readonly failed: boolean;
}

/** One declared table. */
export interface TableReport {
  readonly slice: string;
  /** `events`, `app.events`. */
  readonly table: string;
  /** The declaration in `sql/`, in Braid's spelling. */
  readonly declaration: string;
  /** Its partitions are made ahead of time. Those of lists and hashes are made by revisions, and never here. */
  readonly isByTime: boolean;
  /**
   * `absent`: the table is not there. `plain`: no revision has partitioned it yet. `hypertable`: TimescaleDB makes its
   * chunks. `otherwise`: by another key or method than declared.
   */
  readonly state: 'partitioned' | 'absent' | 'plain' | 'hypertable' | 'otherwise';
  /** The partitions that existed before the command. */
  readonly partitions: readonly PartitionReport[];
  /**
   * Declared partitions that do not exist: with `ensure` those that could not be made, with `--dry-run` those that
   * would be.
   */
  readonly missing: readonly string[];
  /** Partitions that exist and are older than the declaration retains. */
  readonly expired: readonly string[];
  readonly made: readonly string[];
  readonly dropped: readonly string[];
  readonly problems: readonly PartitionProblem[];
}

export interface PartitionReport {
  readonly name: string;
  readonly bound: string;
  /** Estimated; `null` until the table is analyzed. */
  readonly rows: number | null;
  /** Of its own pages, as last counted. */
  readonly bytes: number;
}

export interface PartitionProblem {
  readonly code:
    | 'not-there'
    | 'not-partitioned'
    | 'partitioned-otherwise'
    | 'default-has-rows'
    | 'locked'
    | 'name-taken'
    | 'left-over'
    | 'refused';
  readonly partition: string | null;
  readonly message: string;
  readonly repair: string;
}
