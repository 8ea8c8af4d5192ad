import { MigratorError } from '../migrator-error.ts';
import { type RunManner, rolledBack } from './rolled-back.ts';
import type { RunFacts } from './run-facts.ts';

export interface LeaseBusy {
  /** Who holds the lease. */
  readonly host: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly since: string;
  /** What it runs: `upgrade heads`. */
  readonly runs: string;
  readonly waitedMs: number;
}

/**
 * Another runner holds the lease and did not finish in time.
 * @cause Two deployments, or a colleague and a job, migrate the same database at the same time.
 * @repair Run the command again when the other one is done, or wait longer with `--lock-wait`; the lease of a dead
 * runner ends by itself.
 */
export class LeaseBusyError extends MigratorError<LeaseBusy> {
  readonly code = 'lease-busy';
  override readonly outcome = 'busy';
  constructor(facts: LeaseBusy) {
    const { host, pid, since, runs, waitedMs } = facts;
    super(facts, {
      message: `Another runner is at work: ${runs} on ${host} (process ${pid}) since ${since}; gave up after ${Math.round(waitedMs / 1000)} s`,
      hint: 'Run the command again when it is done, or wait longer with `--lock-wait`. You need not unlock a dead runner: its lease expires.',
    });
  }
}

export interface LeaseLost extends Partial<RunFacts> {
  readonly target?: string;
  /** The revision that was running. */
  readonly revision?: string;
  /** How the revision ran. */
  readonly manner?: RunManner['manner'];
  /** Who holds the lease now. */
  readonly holder?: Omit<LeaseBusy, 'waitedMs'>;
}

/**
 * Another runner took over, and this one stopped: its open transaction is rolled back; what it committed outside one
 * stays.
 * @cause This process was suspended, starved of CPU or cut off from the database for longer than its lease.
 * @repair Look with `migrate status`, then run the same command again if something is left to do.
 */
export class LeaseLostError extends MigratorError<LeaseLost> {
  readonly code = 'lease-lost';
  constructor(facts: LeaseLost, options: ErrorOptions = {}) {
    super(facts, {
      message: `Another runner took over, because this one was silent for longer than its lease; ${leftBehind(facts)}`,
      cause: options.cause,
      hint: '`migrate status` shows what is applied and who is at work; then run the same command again if something is left.',
    });
  }
}

/** What the run leaves behind, as far as this process knows. */
function leftBehind({ revision, manner }: LeaseLost): string {
  if (revision === undefined || manner === undefined) return 'this run writes nothing more';
  if (manner === 'transaction' || manner === 'code')
    return `rolled back: ${rolledBack(revision, { manner, doneStatements: 0 })}`;
  return `revision ${revision}, which runs outside a transaction, was stopped where it was: what it committed stays, and the other runner decides how to continue`;
}
