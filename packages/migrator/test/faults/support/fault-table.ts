import { afterAll, vi } from 'vitest';

// A machine with other work on it is slow, not wrong.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

/** Full runs every case; else a sample that suits `npm test`. */
export const full = process.env.BRAID_FAULTS === 'full';

/** `items`, or a spread sample of at most `bounded` of them. */
export function sample<Item>(items: readonly Item[], bounded: number): readonly Item[] {
  if (full || items.length <= bounded) return items;
  return Array.from({ length: bounded }, (_, index) => {
    const at = Math.floor((index * (items.length - 1)) / Math.max(1, bounded - 1));
    return items[at];
  }).filter((item): item is Item => item !== undefined);
}

interface Row {
  runs: number;
  readonly outcomes: Map<string, number>;
}

const rows = new Map<string, Row>();

/** Counts one run of a fault and how it ended. */
export function note(fault: string, outcome: string): void {
  const row = rows.get(fault) ?? { runs: 0, outcomes: new Map<string, number>() };
  row.runs += 1;
  row.outcomes.set(outcome, (row.outcomes.get(outcome) ?? 0) + 1);
  rows.set(fault, row);
}

/** Prints the table of this file's faults after its last test. */
export function printTableAtEnd(): void {
  afterAll(() => {
    const width = Math.max(...[...rows.keys()].map((fault) => fault.length));
    const lines = [...rows].map(([fault, { runs, outcomes }]) => {
      const ends = [...outcomes].map(([outcome, count]) => `${outcome} ×${count}`).join(', ');
      return `${fault.padEnd(width)}  ${String(runs).padStart(5)}  ${ends}`;
    });
    process.stdout.write(`\n${'fault'.padEnd(width)}   runs  outcome\n${lines.join('\n')}\n`);
  });
}
