import type { LogEntry } from '../../state/log.ts';

/** One run of a command on a database, put together from the entries of its log. */
export interface RunOfLog {
  readonly runId: string;
  /** What was run, such as `upgrade heads`; `null` where the log that was read begins later. */
  readonly command: string | null;
  /** `open`: it has not ended, or the log does not say how. */
  readonly outcome: 'done' | 'failed' | 'open';
  /** When its first entry was written that was read; ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly durationMs: number | null;
  /** Revisions that were applied, reverted or stamped. */
  readonly revisions: number;
  /** Oldest first, without those that say when the whole run began and ended well. */
  readonly steps: readonly LogEntry[];
}

/** The runs of a log, newest first. @param log entries, newest first */
export function runHistory(log: readonly LogEntry[]): readonly RunOfLog[] {
  const byRun = new Map<string, LogEntry[]>();
  for (const entry of log) {
    const known = byRun.get(entry.runId);
    if (known === undefined) byRun.set(entry.runId, [entry]);
    else known.push(entry);
  }
  return [...byRun.values()].map((newestFirst) => {
    const entries = [...newestFirst].reverse();
    const [first] = entries;
    const begun = entries.find(({ action, event }) => action === 'run' && event === 'started');
    const ended = entries.findLast(({ action, event }) => action === 'run' && event !== 'started');
    const last = entries.at(-1);
    // Without an entry about the whole run, its last step decides.
    const outcome = ended ?? (begun === undefined ? last : undefined);
    const done = entries.filter(({ action, event, revision }) => action !== 'run' && event === 'done' && revision);
    return {
      runId: first?.runId ?? '',
      command: begun?.message ?? null,
      outcome: outcome === undefined || outcome.event === 'started' ? 'open' : outcome.event,
      at: first?.at ?? '',
      by: first?.by ?? '',
      durationMs: ended?.durationMs ?? null,
      revisions: new Set(done.map(({ revision }) => revision)).size,
      steps: entries.filter((entry) => entry !== begun && !(entry === ended && entry.event === 'done')),
    };
  });
}
