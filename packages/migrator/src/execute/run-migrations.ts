import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import { MigratorError } from '../errors/migrator-error.ts';
import { untypedFacts } from '../errors/untyped-error.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { Ambient } from '../ports/ambient.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import type { RevisionSession } from '../ports/database/revision-runner.ts';
import type { Workspace } from '../ports/workspace/workspace.ts';
import type { Direction, Revision } from '../revision/revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { LogNote } from '../state/log.ts';
import { randomId } from './backoff.ts';
import { checkHalfRuns } from './half-run/check-half-runs.ts';
import { acquireLeaseUnless } from './lease/acquire-lease.ts';
import { startHeartbeat } from './lease/heartbeat.ts';
import { type PreparedStep, prepareStep } from './prepared-step.ts';
import { Run } from './run/run-progress.ts';
import { runSteps } from './run/run-steps.ts';
import { watchStop } from './run/stop-watch.ts';
import type { RunnerListener } from './runner-event.ts';
import type { RunnerOptions } from './runner-options.ts';
import type { StopSignal } from './stop-signal.ts';
import { verifyApplied } from './verify-applied.ts';

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
  readonly workspace: Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'>;
  /** Called with the state before and again under the lease. Throws when no plan can be made. */
  readonly replan: (state: DatabaseState) => Plan;
  /** The revision with this id (`graph.get`); without it the headers are read again. */
  readonly revisionOf?: (id: string) => Revision | undefined;
  /** Dependencies of a revision as ids (`graph.dependencies`). */
  readonly dependenciesOf: (revision: string) => readonly string[];
  /** What the run is, for others to read: `upgrade heads`. */
  readonly runs: string;
  /** A word of the caller's own, kept in the log with the run. */
  readonly tag?: string | undefined;
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

/**
 * Runs a plan: reads the state (one round trip when there is nothing to do), waits for the lease, plans again under it, and runs each revision. Everything that
 * can be refused is refused before the first statement. Throws the errors of `errors/run/` and `errors/database/`.
 */
export async function runMigrations(request: RunRequest): Promise<RunResult> {
  const { database, ambient } = request;
  const began = ambient.now().getTime();
  const runId = randomId(ambient);
  const source = verifySource(request);
  const result = (plan: Plan, run?: Run): RunResult => ({
    runId,
    ran: run?.ran ?? [],
    headsBefore: plan.headsBefore,
    heads: run?.heads ?? plan.heads,
    durationMs: ambient.now().getTime() - began,
  });

  const check = (state: DatabaseState): { plan: Plan; steps: readonly PreparedStep[] } => {
    const plan = request.replan(state);
    verifyApplied(state, plan, source);
    checkHalfRuns(state, plan);
    return { plan, steps: plan.steps.map((step) => prepare(step)) };
  };
  const prepare = preparer(request);

  const before = await database.readState();
  const first = check(before);
  if (first.plan.steps.length === 0) return result(first.plan);
  database.requireWritable();
  if (!before.initialized) await ensureState(request);

  const { host, pid } = request.identity;
  const leaseRequest = { runId, host, pid, runs: request.runs, durationMs: request.options.leaseMs };
  // What a waiter came for may be done by the one it waits for.
  let meanwhile = first.plan;
  const granted = await acquireLeaseUnless(request, leaseRequest, first.steps.length, (state) => {
    meanwhile = check(state).plan;
    return meanwhile.steps.length === 0;
  });
  if (!granted.granted) return result(meanwhile);
  let run: Run | undefined;
  let failure: unknown;
  try {
    const { plan, steps } = check(granted.state);
    run = new Run(request, granted.lease, granted.state, plan);
    await runUnderLease(run, steps);
    const done = result(plan, run);
    request.onEvent({ type: 'run-done', runId, ran: run.ran.length, heads: done.heads, durationMs: done.durationMs });
    return done;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    const note = lastNote(failure, ambient.now().getTime() - began);
    const tagged = request.tag === undefined ? note : { ...note, reason: request.tag };
    await release(request, run?.lease ?? granted.lease, tagged);
  }
}

async function runUnderLease(run: Run, steps: readonly PreparedStep[]): Promise<void> {
  run.emit({
    type: 'plan',
    revisions: steps.map(({ revision, direction }) => ({ revision: revision.id, direction })),
  });
  if (steps.length === 0) return;
  const { runs, tag } = run.request;
  const started = { action: 'run', event: 'started', message: runs } as const;
  await run.database.appendLog(run.lease, [tag === undefined ? started : { ...started, reason: tag }]);
  const heartbeat = startHeartbeat(run);
  const watch = watchStop(run);
  run.database.hearNotices((notice) => run.notices.hear(notice));
  try {
    await runSteps(run, steps, watch.signal);
  } finally {
    watch.end();
    heartbeat.stop();
  }
}

/** Making the state can be repeated without a thought, so a connection lost in it is only opened again. */
async function ensureState({ database }: RunRequest): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.ensureState();
    } catch (error) {
      if (!(error instanceof ConnectionLostError) || attempt === 3) throw error;
      await database.readState();
    }
  }
}

/** Each file is read once, though the plan is made twice. */
function preparer(request: RunRequest): (step: PlanStep) => PreparedStep {
  const cache = new Map<string, PreparedStep>();
  return (step) => {
    const known = cache.get(step.revision.id);
    if (known !== undefined) return { ...known, step };
    const prepared = prepareStep(step, {
      readRevision: (revision) => request.workspace.readRevision(revision),
      dependenciesOf: request.dependenciesOf,
      options: request.options,
    });
    cache.set(step.revision.id, prepared);
    return prepared;
  };
}

function verifySource(request: RunRequest) {
  let headers: ReadonlyMap<string, Revision> | undefined;
  const fromHeaders = (id: string) => {
    headers ??= new Map(request.workspace.readHeaders().map((revision) => [revision.id, revision]));
    return headers.get(id);
  };
  return {
    revisionOf: request.revisionOf ?? fromHeaders,
    checksumOf: (revision: Revision) => request.workspace.checksumOf(revision),
  };
}

function lastNote(failure: unknown, durationMs: number): LogNote {
  if (failure === undefined) return { action: 'run', event: 'done', durationMs };
  const message = failure instanceof MigratorError ? `${failure.code}: ${failure.message}` : 'failed';
  const sqlState = failure instanceof MigratorError ? untypedFacts(failure).sqlState : undefined;
  return {
    action: 'run',
    event: 'failed',
    durationMs,
    message,
    ...(typeof sqlState === 'string' ? { sqlState } : {}),
  };
}

/** A lease that cannot be given back ends by itself; what the run did, or why it failed, counts more. */
async function release(request: RunRequest, lease: Run['lease'], note: LogNote): Promise<void> {
  try {
    await request.database.releaseLease(lease, note);
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
  }
}
