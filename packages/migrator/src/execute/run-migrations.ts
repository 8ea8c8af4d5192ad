import type { Plan, PlanStep } from '../plan/plan.ts';
import type { Ambient, DatabaseState, MigrationDatabase, RevisionSession, Workspace } from '../ports.ts';
import type { Direction, Revision } from '../revision/revision.ts';
import type { RunnerListener } from './runner-event.ts';
import type { RunnerOptions } from './runner-options.ts';
import type { StopSignal } from './stop-signal.ts';

/** Runs the code of one data revision (`.ts`) on the given session. Set up by the composition root: it knows modules and Drizzle. */
export type DataRevisionRunner = (request: {
  readonly revision: Revision;
  readonly direction: Direction;
  readonly session: RevisionSession;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  log(line: string): void;
}) => Promise<void>;

export interface RunRequest {
  readonly database: MigrationDatabase;
  readonly workspace: Pick<Workspace, 'readHeaders' | 'readRevision'>;
  /** Called with the state before and again under the lease. Throws when no plan can be made. */
  readonly replan: (state: DatabaseState) => Plan;
  /** Dependencies of a revision as ids (`graph.dependencies`). */
  readonly dependenciesOf: (revision: string) => readonly string[];
  /** What the run is, for others to read: `upgrade heads`. */
  readonly runs: string;
  readonly identity: { readonly host: string; readonly pid: number };
  readonly options: RunnerOptions;
  readonly onEvent: RunnerListener;
  readonly stop: StopSignal;
  readonly ambient: Ambient;
  readonly dataRunner: DataRevisionRunner;
  /** How to wait; tests pass one that does not. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

export interface RunResult {
  readonly runId: string;
  /** What ran and is committed, in order. */
  readonly ran: readonly Pick<PlanStep, 'revision' | 'direction'>[];
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  readonly durationMs: number;
}

/** Runs a plan: waits for the lease, plans again under it, runs each revision. Throws the typed errors of `errors/execute-errors.ts`. */
export async function runMigrations(_request: RunRequest): Promise<RunResult> {
  throw new Error('under construction');
}
