import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { qualifiedName } from '../../change/draft-statement.ts';
import type { TableKey } from '../../entity/table-key.ts';
import { partitionName, periodPartition } from '../../partitioning/partition-name.ts';
import type { ListPartition, Partitioning, RangePartitioning } from '../../partitioning/partitioning.ts';
import { type Period, periodOf, periodsFrom } from '../../partitioning/period.ts';

/** The facts for partitioning a table when it is created. */
export interface MakingOf {
  /** A day, `2026-11-28`, in whose period the partitions begin. */
  readonly today: string;
  /** The type of the (first) key column in Drizzle's words; it decides how bounds are written. */
  readonly keyType: string;
  /** Rows will be copied into it, so rows older than the first period need a partition. */
  readonly holdsRows: boolean;
}

/** `PARTITION BY LIST ("broker")`; for a hypertable, the partitioning that it has without TimescaleDB. */
export function partitionBy({ by, columns }: Partitioning): string {
  const method = by === 'hypertable' ? 'RANGE' : by.toUpperCase();
  return `PARTITION BY ${method} (${columns.map(quoteIdentifier).join(', ')})`;
}

/** The partitions of a new table; none for a hypertable. */
export function firstPartitions(
  partitioning: Exclude<Partitioning, { readonly by: 'hypertable' }>,
  making: MakingOf,
): readonly string[] {
  const { table } = partitioning;
  const of = (name: string, bound: string): string => partitionOf(table, name, bound);
  switch (partitioning.by) {
    case 'list':
      return [
        ...partitioning.partitions.map((each) => of(partitionName(table.name, each.name), valuesIn(each))),
        ...(partitioning.hasDefault ? [defaultPartition(table)] : []),
      ];
    case 'hash':
      return Array.from({ length: partitioning.modulus }, (_, remainder) =>
        of(
          partitionName(table.name, remainder),
          `FOR VALUES WITH (MODULUS ${partitioning.modulus}, REMAINDER ${remainder})`,
        ),
      );
    case 'range':
      return rangePartitions(partitioning, making);
  }
}

function rangePartitions(partitioning: RangePartitioning, making: MakingOf): readonly string[] {
  const { table, every, ahead, hasDefault, from } = partitioning;
  const { today, keyType, holdsRows } = making;
  const start = from === undefined || from > today ? today : from;
  const history = `FOR VALUES FROM (MINVALUE) TO (${boundLiteral(periodOf(start, every).from, keyType)})`;
  return [
    ...(holdsRows ? [partitionOf(table, partitionName(table.name, 'history'), history)] : []),
    ...periodsFrom(start, today, ahead, every).map((period) =>
      partitionOf(table, periodPartition(table.name, period, every), periodBound(period, keyType)),
    ),
    ...(hasDefault ? [defaultPartition(table)] : []),
  ];
}

/** The end of the last initial partition. */
export function endOfFirst({ every, ahead, from }: RangePartitioning, today: string): string {
  const start = from === undefined || from > today ? today : from;
  return periodsFrom(start, today, ahead, every).at(-1)?.to ?? periodOf(today, every).to;
}

export function partitionOf(table: TableKey, name: string, bound: string): string {
  return `CREATE TABLE ${qualifiedName(table.schema, name)} PARTITION OF ${qualifiedName(table.schema, table.name)} ${bound}`;
}

export function defaultPartition(table: TableKey): string {
  return partitionOf(table, partitionName(table.name, 'default'), 'DEFAULT');
}

export function valuesIn({ values }: ListPartition): string {
  return `FOR VALUES IN (${values.join(', ')})`;
}

export function periodBound({ from, to }: Period, keyType: string): string {
  return `FOR VALUES FROM (${boundLiteral(from, keyType)}) TO (${boundLiteral(to, keyType)})`;
}

/** The beginning of a day in UTC. */
export function boundLiteral(day: string, keyType: string): string {
  if (keyType.startsWith('date')) return quoteLiteral(day);
  const zone = /with time zone|timestamptz/.test(keyType) ? '+00' : '';
  return quoteLiteral(`${day} 00:00:00${zone}`);
}

/** Whether a type is a time, so that `every month` can partition by it. */
export function isTime(keyType: string): boolean {
  return /^(?:date|timestamp|timestamptz)(?:\b|$)/.test(keyType);
}
