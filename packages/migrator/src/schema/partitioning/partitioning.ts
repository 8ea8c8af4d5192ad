import type { ObjectEntity, SchemaEntity } from '../entity/schema-entity.ts';
import type { TableKey } from '../entity/table-key.ts';

/** How a table is partitioned, as a comment in `sql/` declares it. */
export type Partitioning = ListPartitioning | HashPartitioning | RangePartitioning | Hypertable;

interface OfTable {
  readonly table: TableKey;
  /** Columns of the partition key; only one except for `hash`. */
  readonly columns: readonly string[];
}

export interface ListPartitioning extends OfTable {
  readonly by: 'list';
  readonly partitions: readonly ListPartition[];
  readonly hasDefault: boolean;
}

export interface ListPartition {
  /** Without the name of the table in front of it. */
  readonly name: string;
  /** SQL literals. */
  readonly values: readonly string[];
}

export interface HashPartitioning extends OfTable {
  readonly by: 'hash';
  readonly modulus: number;
}

export interface RangePartitioning extends OfTable, TimeRanges {
  readonly by: 'range';
}

export const PERIOD_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** Partitions of one period each. */
export interface TimeRanges {
  readonly every: PeriodUnit;
  /** The first day of the first partition, `2025-01-01`; absent: the period in which the table is created. */
  readonly from?: string;
  /** How many periods after the current one have a partition. */
  readonly ahead: number;
  /** How many periods before the current one are kept; absent: all. */
  readonly retain?: number;
  readonly hasDefault: boolean;
}

export interface Hypertable extends OfTable {
  readonly by: 'hypertable';
  /** Intervals as PostgreSQL reads them: `7 days`. */
  readonly chunk: string;
  readonly compressAfter?: string;
  readonly segmentBy?: readonly string[];
  readonly retain?: string;
  /** How the table is partitioned where TimescaleDB is missing; absent: it is made by nobody there. */
  readonly otherwise?: TimeRanges;
}

/** The kind of the objects of `sql/` that say how a table is partitioned. */
export const PARTITIONING = 'partitioning';

export function isPartitioning(entity: SchemaEntity): entity is ObjectEntity {
  return entity.type === 'object' && entity.facts.kind === PARTITIONING;
}

/** What is partitioned by PostgreSQL itself, by time. */
export function rangesOf(partitioning: Partitioning): RangePartitioning | undefined {
  if (partitioning.by === 'range') return partitioning;
  if (partitioning.by !== 'hypertable' || partitioning.otherwise === undefined) return undefined;
  const { table, columns, otherwise } = partitioning;
  return { by: 'range', table, columns, ...otherwise };
}
