import { type TimeSpan, timeSpan } from '../../sql/printed/partition-bound.ts';
import { periodPartition } from './partition-name.ts';
import type { RangePartitioning } from './partitioning.ts';
import { type Period, periodOf, periodsFrom, shifted } from './period.ts';

export interface MissingPartition {
  readonly name: string;
  readonly period: Period;
}

/**
 * The missing partitions of a table by time, from the current period on. A period that is partly covered, as after
 * `every` was changed, gets a partition for the rest.
 */
export function missingPartitions(
  { table, every, ahead }: RangePartitioning,
  today: string,
  bounds: readonly string[],
): readonly MissingPartition[] {
  const spans = bounds.flatMap((bound) => timeSpan(bound) ?? []);
  return periodsFrom(today, today, ahead, every).flatMap((period) =>
    uncovered(period, spans).map((left, at) => {
      const name = periodPartition(table.name, period, every);
      return { name: at === 0 ? name : `${name}_${at + 1}`, period: left };
    }),
  );
}

/** The names of partitions that are entirely older than the retained periods. */
export function expiredPartitions<P extends { readonly bound: string }>(
  { every, retain }: RangePartitioning,
  today: string,
  partitions: readonly P[],
): readonly P[] {
  if (retain === undefined) return [];
  const kept = Date.parse(`${shifted(periodOf(today, every), -retain, every).from}T00:00:00Z`);
  return partitions.filter(({ bound }) => (timeSpan(bound)?.to ?? Infinity) <= kept);
}

/** In whole days: a partition made by hand that ends within a day covers that day. */
function uncovered({ from, to }: Period, spans: readonly TimeSpan[]): readonly Period[] {
  const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  const left: Period[] = [];
  let at = start;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.to <= at || span.from >= end) continue;
    if (span.from > at) push(left, at, span.from);
    at = Math.max(at, span.to);
  }
  if (at < end) push(left, at, end);
  return left;
}

const DAY = 86_400_000;

function push(left: Period[], from: number, to: number): void {
  const [first, last] = [Math.ceil(from / DAY) * DAY, Math.floor(to / DAY) * DAY];
  if (first < last) left.push({ from: dayOf(first), to: dayOf(last) });
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
