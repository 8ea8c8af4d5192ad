import { MigratorError } from '../../errors/migrator-error.ts';
import { lockTargets } from '../../execute/statement/lock-targets.ts';
import type { Blocker, DatabaseObserver, RunnerSession } from '../../ports/database/database-observer.ts';
import type { AppliedRevision } from '../../state/applied-revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { LogEntry } from '../../state/log.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type StatusResult, statusOf } from '../status/status.ts';

/** A database as it was seen at one moment. */
export interface SeenDatabase {
  readonly kind: 'seen';
  readonly environment: string;
  /** By the clock of this machine; ISO 8601. */
  readonly at: string;
  /** Differs when the state has changed; see `DatabaseObserver.readPulse`. */
  readonly pulse: string;
  readonly status: StatusResult;
  readonly applied: readonly AppliedRevision[];
  /** Newest first. */
  readonly log: readonly LogEntry[];
  /** Other sessions of Braid in the database; empty while nobody has the lease. */
  readonly runners: readonly RunnerSession[];
  /** Whom the next revision would have to wait for; `null` while nobody is at work, and where none is pending. */
  readonly next: NextStep | null;
  /** Why it is unknown what the runner waits for; `null` when it was looked at. */
  readonly runnersUnseen: string | null;
}

/** The next revision of a run, which is not begun while somebody is in its way. */
export interface NextStep {
  readonly revision: string;
  readonly blockers: readonly Blocker[];
}

/** A database that could not be read: nothing is known of it. */
export interface UnseenDatabase {
  readonly kind: 'unseen';
  readonly environment: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What is known of the database of one environment. */
export type DatabaseLook = SeenDatabase | UnseenDatabase;

export type LookBench = Pick<Workbench, 'workspace' | 'graph' | 'database' | 'history'>;

/** Entries of the log that are shown. */
const LOG_ENTRIES = 60;

/** Provides a workbench on the database. */
export type LendBench = <Result>(work: (bench: LookBench) => Promise<Result>) => Promise<Result>;

/** Looks at a database, and changes nothing. Failures are answers, too; only unexpected errors are thrown. */
export async function lookAtDatabase(environment: string, lend: LendBench, now: () => Date): Promise<DatabaseLook> {
  try {
    const seen = await lend(look);
    return { kind: 'seen', environment, at: now().toISOString(), ...seen };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    const { code, message, hint = null } = error;
    return { kind: 'unseen', environment, at: now().toISOString(), code, message, hint };
  }
}

async function look(bench: LookBench): Promise<Omit<SeenDatabase, 'kind' | 'environment' | 'at'>> {
  const database = await bench.database();
  // Before the state: what changes in between is seen by the next look.
  const pulse = await database.readPulse();
  const state = await database.readState();
  const status = await statusOf(bench, database, state);
  const log = await database.readLog({ limit: LOG_ENTRIES });
  const isAtWork = state.holder !== undefined && !state.holder.expired;
  const work = isAtWork ? await workOf(bench, database, state) : { runners: [], next: null, runnersUnseen: null };
  return { pulse, status, applied: state.applied, log, ...work };
}

type Work = Pick<SeenDatabase, 'runners' | 'next' | 'runnersUnseen'>;

/** If the role may not see other sessions, the rest of the database is still shown. */
async function workOf(bench: LookBench, database: DatabaseObserver, state: DatabaseState): Promise<Work> {
  try {
    const runners = await database.readRunners();
    return { runners, next: await nextStep(bench, database, state), runnersUnseen: null };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { runners: [], next: null, runnersUnseen: error.message };
  }
}

/** A runner queues behind nobody: while it waits for others, no session of its own does. The next one is asked for. */
async function nextStep(
  { workspace, graph }: LookBench,
  database: DatabaseObserver,
  { applied, holder }: DatabaseState,
): Promise<NextStep | null> {
  if (holder === undefined || holder.runs.startsWith('downgrade')) return null;
  const ids = new Set(applied.map(({ revision }) => revision));
  const next = graph().ordered.find(({ id }) => !ids.has(id));
  if (next === undefined) return null;
  const statements = workspace.readRevision(next).upgrade?.statements ?? [];
  const blockers = statements.length === 0 ? [] : await database.findBlockers(lockTargets(statements), 0);
  return { revision: next.id, blockers };
}
