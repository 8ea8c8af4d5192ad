import type { FoundTable } from '../../ports/partitions/partition-session.ts';
import { expiredPartitions, missingPartitions } from '../../schema/partitioning/missing-partitions.ts';
import { type Partitioning, type RangePartitioning, rangesOf } from '../../schema/partitioning/partitioning.ts';
import { printPartitioning } from '../../schema/partitioning/print-partitioning.ts';
import type { DeclaredPartitioning } from '../shared/schema/declared-partitionings.ts';
import type { PartitionProblem, TableReport } from './partitions-result.ts';

export interface Look {
  readonly report: TableReport;
  /** Set if partitions can be made: the table is partitioned by time, as declared. */
  readonly ranges: RangePartitioning | undefined;
}

/** The state of a declared table in the database. */
export function lookAtTable(
  { slice, partitioning }: DeclaredPartitioning,
  found: FoundTable | undefined,
  today: string,
  ahead: number | undefined,
): Look {
  const { path } = partitioning.table;
  const declared = rangesOf(partitioning);
  const ranges = declared === undefined ? undefined : { ...declared, ahead: ahead ?? declared.ahead };
  const state = stateOf(partitioning, found);
  const base = {
    slice,
    table: path,
    declaration: printPartitioning(partitioning),
    isByTime: isByTime(partitioning),
    state,
    made: [],
    dropped: [],
  };
  const partitions = found?.partitions ?? [];
  const isReady = state === 'partitioned' && ranges !== undefined;
  const bounds = partitions.map(({ bound }) => bound);
  const expired = isReady
    ? expiredPartitions(ranges, today, [...partitions, ...(found?.detached ?? [])]).map(({ name }) => name)
    : [];
  const report: TableReport = {
    ...base,
    partitions: partitions.map(({ name, bound, rows, bytes }) => ({
      ...{ name, bound, bytes: Number(bytes) },
      rows: rows < 0 ? null : Number(rows),
    })),
    missing: isReady ? missingPartitions(ranges, today, bounds).map(({ name }) => name) : [],
    expired,
    problems: [...stateProblems(path, slice, state), ...(isReady ? leftOvers(found, ranges, expired) : [])],
  };
  return { report, ranges: isReady ? ranges : undefined };
}

export function isByTime({ by }: Partitioning): boolean {
  return by === 'range' || by === 'hypertable';
}

function stateOf(partitioning: Partitioning, found: FoundTable | undefined): TableReport['state'] {
  if (found === undefined) return 'absent';
  if (found.kind === 'hypertable') return partitioning.by === 'hypertable' ? 'hypertable' : 'otherwise';
  if (found.kind === 'plain') return 'plain';
  const by = partitioning.by === 'hypertable' ? 'range' : partitioning.by;
  const isSame = found.kind === by && found.columns.join('\0') === partitioning.columns.join('\0');
  return isSame ? 'partitioned' : 'otherwise';
}

function stateProblems(table: string, slice: string, state: TableReport['state']): readonly PartitionProblem[] {
  const of = (code: PartitionProblem['code'], message: string, repair: string): readonly PartitionProblem[] => [
    { code, partition: null, message, repair },
  ];
  switch (state) {
    case 'absent':
      return of('not-there', `Table ${table} is not in the database.`, 'migrate upgrade heads');
    case 'plain':
      return of(
        'not-partitioned',
        `Table ${table} is not partitioned in the database.`,
        `migrate upgrade heads, or, where no revision does it yet: migrate revision --slice ${slice} -m "partition ${table}"`,
      );
    case 'otherwise':
      return of(
        'partitioned-otherwise',
        `Table ${table} is partitioned otherwise in the database than it is declared.`,
        `migrate upgrade heads, or, where no revision does it yet: migrate revision --slice ${slice} -m "partition ${table} again"`,
      );
    default:
      return [];
  }
}

const PERIOD = /^(?:\d{4}(?:_\d\d(?:_\d\d)?)?|\d{4}w\d\d|\d{4}q[1-4])(?:_\d+)?$/;

/** Tables that were detached, or that have the name of a partition to be made. */
function leftOvers(
  found: FoundTable | undefined,
  { table }: RangePartitioning,
  expired: readonly string[],
): readonly PartitionProblem[] {
  return (found?.strangers ?? [])
    .filter((name) => !expired.includes(name) && PERIOD.test(name.slice(table.name.length + 1)))
    .map((name) => ({
      code: 'left-over',
      partition: name,
      message: `${name} has the name of a partition of ${table.path} but is not one: it was detached, or created by hand.`,
      repair: `Attach it again, rename it, or drop it: drop table ${name}`,
    }));
}
