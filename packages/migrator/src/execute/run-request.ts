import type { Plan } from '../plan/plan.ts';
import type { Ambient } from '../ports/ambient.ts';
import type { BackfillStore, BackgroundStore } from '../ports/database/backfill-store.ts';
import type { DatabaseObserver } from '../ports/database/database-observer.ts';
import type { HalfRunStore, StepStore } from '../ports/database/half-run-store.ts';
import type { LeaseStore } from '../ports/database/lease-store.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import type { RevisionRunner, RevisionSession } from '../ports/database/revision-runner.ts';
import type { StateReader } from '../ports/database/state-reader.ts';
import type { StateWriter } from '../ports/database/state-writer.ts';
import type { Workspace } from '../ports/workspace/workspace.ts';
import type { Direction, Revision } from '../revision/revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { CodeSteps } from './code-steps/code-steps.ts';
import type { BatchedCodeRunner, CodeFacts } from './data/batched-code.ts';
import type { PreparedStep } from './prepared-step.ts';
import type { RunPrecautions } from './run/run-precautions.ts';
import type { RunnerListener } from './runner-event.ts';
import type { RunnerOptions } from './runner-options.ts';
import type { StopSignal } from './stop-signal.ts';

/**
 * Runs the code of one data revision (`.ts`) on the given session. Set up by the composition root: it knows modules and
 * Drizzle.
 */
export type DataRevisionRunner = (request: {
  readonly revision: Revision;
  readonly direction: Direction;
  readonly session: RevisionSession;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  /**
   * Aborted, with the error as its reason, when another runner took over: nothing of the code may reach the database.
   */
  readonly leaseLost: AbortSignal;
  /** In a transaction that ends with the record; else each statement is one of its own. */
  readonly transactional: boolean;
  /** How long the code may continue without using its session, in milliseconds; 0 forever. */
  readonly quietMs: number;
  /** To be awaited before each statement. Rejects when the statement may not run any more. */
  before(): Promise<void>;
  /** `file:line` of the code, told before what it threw is. */
  failedAt(place: string): void;
  log(line: string): void;
  /** Runs the steps of code that runs step by step; other code has none. */
  readonly steps?: CodeSteps;
}) => Promise<void>;

/**
 * Loads the code of a data revision without calling its functions, so that what cannot be loaded stops a run before its
 * first statement. What was loaded is what the {@link DataRevisionRunner} then runs first.
 */
export type CodeLoader = (request: {
  readonly revision: Revision;
  readonly direction: Direction;
  /** How long the code may take to load, in milliseconds; 0 forever. */
  readonly quietMs: number;
}) => Promise<CodeFacts>;

/** What the steps of a run need from a database. */
export type StepDatabase = Pick<MigrationDatabase, 'target'> &
  RevisionRunner &
  HalfRunStore &
  BackfillStore &
  StepStore &
  Pick<BackgroundStore, 'registerBackfill' | 'wasCancelled'> &
  Pick<DatabaseObserver, 'findBlockers' | 'whoBlocks' | 'runningProgress' | 'cancel'> &
  Pick<StateWriter, 'appendLog'>;

/** What a run needs from a database. */
export type RunDatabase = StepDatabase &
  LeaseStore &
  Pick<StateReader, 'readState'> &
  Pick<StateWriter, 'requireWritable'>;

/** What loads and runs the code of data revisions. */
export interface CodeTools {
  readonly dataRunner: DataRevisionRunner;
  /** Without it code is loaded when it is about to run, and never in batches. */
  readonly codeLoader?: CodeLoader | undefined;
  /** Runs what the loader says runs in batches. */
  readonly batchedCode?: BatchedCodeRunner | undefined;
}

/** What `runMigrations` is given. */
export interface RunRequest extends CodeTools {
  readonly database: RunDatabase;
  readonly workspace: Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'>;
  /**
   * The state as somebody has just read it, which saves reading it again. The plan that counts is made from what is
   * read under the lease.
   */
  readonly before?: DatabaseState | undefined;
  /** Called with the state before and again under the lease. Throws when no plan can be made. */
  readonly replan: (state: DatabaseState) => Plan;
  /** The revision with this id (`graph.get`); without it the headers are read again. */
  readonly revisionOf?: (id: string) => Revision | undefined;
  /** Dependencies of a revision as ids (`graph.dependencies`). */
  readonly dependenciesOf: (revision: string) => readonly string[];
  /** What the run is, for others to read: `upgrade heads`. */
  readonly runs: string;
  /** Whether stubs count as done: on scratch databases, where nothing is kept. */
  readonly skipStubs?: boolean;
  /** A text of the caller, kept in the log with the run. */
  readonly tag?: string | undefined;
  readonly identity: { readonly host: string; readonly pid: number };
  readonly options: RunnerOptions;
  readonly onEvent: RunnerListener;
  /** Nobody hears the events: nothing is asked of the server for their sake, and no session is opened for it. */
  readonly unheard?: boolean | undefined;
  /** Steps that other runs with the same files, direction and options have prepared; this one adds its own. */
  readonly prepared?: Map<string, PreparedStep> | undefined;
  readonly stop: StopSignal;
  readonly ambient: Ambient;
  /** Backups and hooks; `undefined` where none are configured. */
  readonly precautions?: RunPrecautions | undefined;
  /** Whether a file is there, for `throttle="file=…"`; absent if files cannot be read. */
  readonly hasFile?: ((path: string) => boolean) | undefined;
  /** `--detach`: batches that may run in the background are only registered. */
  readonly detach?: boolean | undefined;
  /** The time at which batches stop, finished or not. */
  readonly until?: Date | undefined;
  /** How to wait; tests pass a function that does not. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}
