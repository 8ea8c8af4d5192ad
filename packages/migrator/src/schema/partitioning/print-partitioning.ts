import { shownName } from '../../sql/names/shown-name.ts';
import type { Partitioning, TimeRanges } from './partitioning.ts';

/** The declaration in a normal form, for comparisons. */
export function printPartitioning(partitioning: Partitioning): string {
  const { table, columns } = partitioning;
  const path = shownName(table.schema === 'public' ? { name: table.name } : table);
  const key = columns.map(spelt).join(', ');
  switch (partitioning.by) {
    case 'list': {
      const parts = partitioning.partitions.map(({ name, values }) => `${spelt(name)} (${values.join(', ')})`);
      if (partitioning.hasDefault && parts.length > 0) parts.push('default');
      return `-- partition: ${path} by list (${key})${parts.length === 0 ? '' : ` values ${parts.join(', ')}`}`;
    }
    case 'hash':
      return `-- partition: ${path} by hash (${key}) into ${partitioning.modulus}`;
    case 'range':
      return `-- partition: ${path} by range (${key}) ${printRanges(partitioning)}`;
    case 'hypertable': {
      const { chunk, compressAfter, segmentBy, retain, otherwise } = partitioning;
      return [
        `-- hypertable: ${path} by ${key}, chunk ${chunk}`,
        ...(compressAfter === undefined ? [] : [`compress after ${compressAfter}`]),
        ...(segmentBy === undefined ? [] : [`segment by (${segmentBy.map(spelt).join(', ')})`]),
        ...(retain === undefined ? [] : [`retain ${retain}`]),
        ...(otherwise === undefined ? [] : [`else ${printRanges(otherwise)}`]),
      ].join(', ');
    }
  }
}

function printRanges({ every, from, ahead, retain, hasDefault }: TimeRanges): string {
  return [
    `every ${every}`,
    ...(from === undefined ? [] : [`from ${from}`]),
    `ahead ${ahead}`,
    ...(retain === undefined ? [] : [`retain ${retain}`]),
    ...(hasDefault ? ['default'] : []),
  ].join(' ');
}

/** Quoted if it would otherwise be read differently. */
function spelt(name: string): string {
  return name === 'default' ? '"default"' : shownName({ name });
}
