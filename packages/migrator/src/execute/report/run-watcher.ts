import type { Direction } from '../../revision/revision.ts';
import type { StatementText } from '../../sql/script/statement.ts';
import type { RunReport } from '../../state/run-report.ts';
import type { RunnerEvent } from '../runner-event.ts';

/** What is known of a run before it begins. */
export interface RunStart {
  readonly direction: Direction;
  /** The command line as typed, without secrets. */
  readonly runs: string;
  readonly tag: string | null;
  readonly host: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** Hears of one run while it runs, and of what came of it. What it throws does not touch the run. */
export interface RunWatcher {
  /** Must not take long: the run waits for it. */
  hear(event: RunnerEvent, statement?: StatementText): void;
  /** Called once, when the run is over and its lease is released. The command waits for it. */
  ended(report: RunReport): Promise<void>;
}

/** Begins to watch a run. */
export type WatchRun = (start: RunStart) => Promise<RunWatcher>;
