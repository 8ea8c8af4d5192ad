import type { Change } from '../../change/change.ts';
import { type Partitioning, rangesOf } from '../../partitioning/partitioning.ts';
import { homelessValues, listed } from './list-changes.ts';
import { partitionChanges } from './partition-changes.ts';
import { endOfFirst } from './partition-sql.ts';

/**
 * The rows that make a change fail, because no partition accepts them: `rows of events whose ts is 2027-12-01 or
 * later`.
 */
export function homelessRows(change: Change, today: string): readonly string[] {
  const { done, inPlace } = partitionChanges(change);
  return [
    ...done.flatMap((each) => outside(each, today)),
    ...inPlace.flatMap(({ before, after }) => {
      if (before.by === 'range' && before.hasDefault && after.by === 'range' && !after.hasDefault)
        return [`rows in the default partition of ${after.table.path}`];
      if (before.by !== 'list' || after.by !== 'list') return [];
      const values = homelessValues(listed(before), listed(after));
      const byDefault = before.hasDefault && !after.hasDefault ? [othersThan(after)] : [];
      return [...(values.length === 0 ? [] : [`${rowsOf(after)} is ${values.join(' or ')}`]), ...byDefault];
    }),
  ];
}

function outside(partitioning: Partitioning, today: string): readonly string[] {
  if (partitioning.by === 'list') return partitioning.hasDefault ? [] : [othersThan(partitioning)];
  const ranges = rangesOf(partitioning);
  if (ranges === undefined || ranges.hasDefault) return [];
  return [`${rowsOf(partitioning)} is ${endOfFirst(ranges, today)} or later`];
}

function othersThan(partitioning: Extract<Partitioning, { readonly by: 'list' }>): string {
  const values = partitioning.partitions.flatMap((each) => each.values);
  return `${rowsOf(partitioning)} is none of ${values.join(', ')}`;
}

function rowsOf({ table, columns }: Partitioning): string {
  return `rows of ${table.path} whose ${columns.join(', ')}`;
}
