import type { RunFacts } from '../../errors/run/run-facts.ts';
import type { LogNote } from '../../state/log.ts';
import type { PreparedStep } from '../prepared-step.ts';

/** A run that has the lease and has not begun, or has just ended. */
export interface GuardedRun {
  readonly runId: string;
  readonly steps: readonly PreparedStep[];
  readonly headsBefore: readonly string[];
  /** Where the database will be, or is. */
  readonly heads: readonly string[];
  /** Aborted when the run is to stop, or has lost its lease. */
  readonly signal: AbortSignal;
}

/** What is done before and after the revisions of a run, under its lease: backups, hooks. The notes go to the log. */
export interface RunPrecautions {
  /** What it throws ends the run before anything ran. */
  before(run: GuardedRun): Promise<readonly LogNote[]>;
  /** All revisions are applied; what it throws says that something beside them failed. */
  after(run: GuardedRun): Promise<readonly LogNote[]>;
  /** The run failed. Never throws. */
  failed(run: GuardedRun, error: unknown, facts: RunFacts): Promise<void>;
}
