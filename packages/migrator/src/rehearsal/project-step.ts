import type { ObservedStep } from './observed-step.ts';

/** From what was measured to what it may be with all rows: an interval, not a promise. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How many rows of a table were copied, and how many it has. */
export interface CopiedRows {
  readonly copied: number;
  readonly all: number;
}

export interface Projection {
  /** If nothing grows with the rows of a table that was copied in part, both ends are what was measured. */
  readonly durationMs: Interval;
  readonly walBytes: Interval;
  readonly sizeBytes: Interval;
  /** The upper ends of how long each lock may be held, in the order of `locks`. */
  readonly heldMs: readonly Interval[];
}

/**
 * How long a step may take with all rows. The lower end is what was measured on the sample. The upper end multiplies it
 * by how many times more rows there are in the table that, among those it worked on, was copied least; a sort, as for
 * an index, grows with n log n.
 */
export function projectStep(step: ObservedStep, sampled: ReadonlyMap<string, CopiedRows>): Projection {
  const { rewritten, scanned, written, locks, rows } = step;
  const worked = new Set([...scanned, ...written, ...rewritten.map(({ relation, table }) => table ?? relation)]);
  // Outside a transaction it is not known what it read.
  if (rows === null) for (const { relation } of locks) worked.add(relation);
  let linear = 1;
  let sorting = 1;
  for (const relation of worked) {
    const rows = sampled.get(relation);
    if (rows === undefined || rows.all <= rows.copied) continue;
    const copied = Math.max(rows.copied, 1);
    const factor = rows.all / copied;
    linear = Math.max(linear, factor);
    sorting = Math.max(sorting, (factor * Math.log2(rows.all + 1)) / Math.log2(copied + 1));
  }
  const time = (ms: number): Interval => ({ low: ms, high: Math.round(ms * sorting) });
  const bytes = (count: number): Interval => {
    const all = Math.round(count * linear);
    return { low: Math.min(count, all), high: Math.max(count, all) };
  };
  return {
    durationMs: time(step.durationMs),
    walBytes: bytes(step.walBytes),
    sizeBytes: bytes(step.sizeBytes),
    heldMs: locks.map(({ heldMs }) => time(heldMs)),
  };
}
