import type { StateReader } from '../../ports/database/state-reader.ts';
import type { LeaseHolder } from '../../state/lease.ts';
import type { LogEntry } from '../../state/log.ts';

/** How the last run ended, when it did not succeed. */
export interface LastFailure {
  /** `cut-off`: its process died, or lost the database, before it could say how it ended. */
  readonly outcome: 'failed' | 'cut-off';
  readonly runId: string;
  /** ISO 8601 in UTC: when it failed, or the time of its last sign of life. */
  readonly at: string;
  readonly by: string;
  /** The revision on which it failed, or that it ran last; `null` if there was none. */
  readonly revision: string | null;
  readonly slice: string | null;
  readonly sqlState: string | null;
  readonly message: string | null;
}

/** How many of the last entries of a run are read: the failure of a revision is among them. */
const LAST = 20;

/** How the last run failed, from the log; `null` if it succeeded, is still running, or there was none. */
export async function lastFailure(
  database: Pick<StateReader, 'readLog'>,
  holder: LeaseHolder | undefined,
): Promise<LastFailure | null> {
  // A worker of batches in the background is no run: it begins and ends none, and may go on for days.
  const [ending] = await database.readLog({ limit: 1, actions: ['run', 'repair', 'stamp'] });
  if (ending === undefined) return null;
  const { runId } = ending;
  const isAtWork = holder?.runId === runId && !holder.expired;
  const isOver = ending.action !== 'run' || ending.event !== 'started';
  if (isAtWork || (isOver && ending.event === 'done')) return null;
  const entries = await database.readLog({ limit: LAST, runId });
  const failed = entries.find(({ event, revision }) => event === 'failed' && revision !== undefined);
  const last = failed ?? entries.find(({ revision }) => revision !== undefined);
  const [newest = ending] = entries;
  return describe(isOver ? 'failed' : 'cut-off', newest, isOver ? failed : last);
}

function describe(outcome: LastFailure['outcome'], newest: LogEntry, on: LogEntry | undefined): LastFailure {
  return {
    outcome,
    runId: newest.runId,
    at: newest.at,
    by: newest.by,
    revision: on?.revision ?? null,
    slice: on?.slice ?? null,
    sqlState: on?.sqlState ?? newest.sqlState ?? null,
    message: on?.message ?? newest.message ?? null,
  };
}
