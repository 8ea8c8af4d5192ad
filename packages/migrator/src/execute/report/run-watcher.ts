import type { Direction } from '../../revision/revision.ts';
import type { StatementText } from '../../sql/script/statement.ts';
import type { RunReport } from '../../state/run-report.ts';
import type { RunnerEvent } from '../runner-event.ts';

/** The facts about a run before it begins. */
export interface RunStart {
  readonly direction: Direction;
  /** The command line as typed, without secrets. */
  readonly runs: string;
  readonly tag: string | null;
  readonly host: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** Observes one run and its outcome. Errors that it throws do not affect the run. */
export interface RunWatcher {
  /** Must be quick, because the run waits for it. */
  hear(event: RunnerEvent, statement?: StatementText): void;
  /** Called once after the run, when its lease is released. The command waits for it. */
  ended(report: RunReport): Promise<void>;
}

/** Starts to observe a run. */
export type WatchRun = (start: RunStart) => Promise<RunWatcher>;
