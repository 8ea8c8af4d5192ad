import type { Partitioning, PeriodUnit } from './partitioning.ts';
import { type Period, periodName } from './period.ts';

/** The name of a partition: the table's name and a suffix. */
export function partitionName(table: string, name: string | number): string {
  return `${table}_${name}`;
}

export function periodPartition(table: string, period: Period, unit: PeriodUnit): string {
  return partitionName(table, periodName(period, unit));
}

/** The names in a declaration; for partitions by time only the longest one. */
export function partitionNames(partitioning: Partitioning): readonly string[] {
  const { name } = partitioning.table;
  switch (partitioning.by) {
    case 'list':
      return [
        ...partitioning.partitions.map((each) => partitionName(name, each.name)),
        ...(partitioning.hasDefault ? [partitionName(name, 'default')] : []),
      ];
    case 'hash':
      return [partitionName(name, partitioning.modulus - 1)];
    case 'range':
    case 'hypertable':
      return [partitionName(name, '2026_11_28')];
  }
}
