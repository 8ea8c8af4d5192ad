import type { LogAction, LogEntry, LogEvent } from './log.ts';

/** Upper bounds of the classes in which durations are counted, in milliseconds; longer ones are in no class. */
export const DURATION_BOUNDS = [100, 1_000, 10_000, 60_000, 600_000, 3_600_000] as const;

/** The entries of the log with the same action, event, slice and failure. */
export interface LogTotal {
  readonly action: LogAction;
  readonly event: LogEvent;
  /** Empty where the entries are of no slice. */
  readonly slice: string;
  /** Empty if there was no error of the server. */
  readonly sqlState: string;
  readonly count: number;
  /** Number of those whose duration is known, and the sum of their durations. */
  readonly timed: number;
  readonly durationMs: number;
  /** How many took at most as long as each of `DURATION_BOUNDS`. */
  readonly within: readonly number[];
  /** ISO 8601 in UTC: the newest of them. */
  readonly lastAt: string;
}

/** How the last finished run ended. */
export interface LastRun {
  readonly event: 'done' | 'failed';
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** `null` where it was not recorded. */
  readonly durationMs: number | null;
}

/** The log in figures, by the database's clock. */
export interface DatabaseTotals {
  /** ISO 8601 in UTC: when it was read. */
  readonly at: string;
  /** `null` if unknown. */
  readonly sizeBytes: number | null;
  readonly lastRun: LastRun | null;
  readonly log: readonly LogTotal[];
}

/** Totals of the entries of a log, in any order. */
export function logTotals(entries: readonly LogEntry[]): readonly LogTotal[] {
  const groups = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.action, entry.event, entry.slice ?? '', entry.sqlState ?? '']);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const durations = group.flatMap(({ durationMs }) => durationMs ?? []);
    return [
      {
        action: first.action,
        event: first.event,
        slice: first.slice ?? '',
        sqlState: first.sqlState ?? '',
        count: group.length,
        timed: durations.length,
        durationMs: durations.reduce((sum, each) => sum + each, 0),
        within: DURATION_BOUNDS.map((bound) => durations.filter((each) => each <= bound).length),
        lastAt: group.map(({ at }) => at).reduce((last, at) => (at > last ? at : last)),
      },
    ];
  });
}

/** The last run that ended among entries that are sorted newest first. */
export function lastRun(entries: readonly LogEntry[]): LastRun | null {
  for (const { action, event, at, durationMs } of entries) {
    if (action === 'run' && event !== 'started') return { event, at, durationMs: durationMs ?? null };
  }
  return null;
}
