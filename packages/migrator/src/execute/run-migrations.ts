import { MigratorError } from '../errors/migrator-error.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { LeaseStore } from '../ports/database/lease-store.ts';
import type { Revision } from '../revision/revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { LogNote } from '../state/log.ts';
import { checkBackfills } from './backfill/check-backfills.ts';
import { checkBackground } from './background/check-finished.ts';
import { randomId } from './backoff.ts';
import { codeLoading } from './data/load-code.ts';
import { checkHalfRuns } from './half-run/check-half-runs.ts';
import { acquireLeaseUnless } from './lease/acquire-lease.ts';
import { type LeaseTime, startHeartbeat } from './lease/heartbeat.ts';
import { type Held, HeldLease } from './lease/held-lease.ts';
import { recover } from './lease/reconnect.ts';
import { type PreparedStep, prepareStep } from './prepared-step.ts';
import { guardRun } from './run/guard-run.ts';
import { Notices } from './run/notices.ts';
import { RunControl } from './run/run-control.ts';
import { RunProgress } from './run/run-progress.ts';
import { watchStop } from './run/stop-watch.ts';
import type { RunDatabase, RunRequest } from './run-request.ts';
import { runSteps } from './run-steps.ts';
import { verifyApplied } from './verify-applied.ts';

export interface RunResult {
  readonly runId: string;
  /** What ran and is committed, in order. */
  readonly ran: readonly Pick<PlanStep, 'revision' | 'direction'>[];
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  readonly durationMs: number;
}

/** What was planned before the lease was asked for. */
interface Foreseen extends Pick<Plan, 'headsBefore' | 'heads'> {
  readonly steps: number;
  /** There is no state yet. */
  readonly isNew: boolean;
}

/**
 * Runs a plan: reads the state (one round trip when there is nothing to do), waits for the lease, plans again under it,
 * and runs each revision. Everything that can be refused is refused before the first statement. Throws the errors of
 * `errors/run/` and `errors/database/`.
 */
export async function runMigrations(request: RunRequest): Promise<RunResult> {
  const { database, ambient } = request;
  const began = ambient.now().getTime();
  const runId = randomId(ambient);
  const source = verifySource(request);
  const result = (plan: Pick<Plan, 'headsBefore' | 'heads'>, progress?: RunProgress): RunResult => ({
    runId,
    ran: progress?.ran ?? [],
    headsBefore: plan.headsBefore,
    heads: progress?.heads ?? plan.heads,
    durationMs: ambient.now().getTime() - began,
  });

  const check = (state: DatabaseState): { plan: Plan; steps: readonly PreparedStep[] } => {
    const plan = request.replan(state);
    verifyApplied(state, plan, source);
    checkHalfRuns(state, plan);
    return { plan, steps: plan.steps.map((step) => prepare(step)) };
  };
  const prepare = preparer(request);

  const loadCode = codeLoading(request);

  /** What is in memory of this plan is let go: another one is made under the lease. */
  const foresee = async (): Promise<Foreseen> => {
    let before = request.before ?? (await database.readState());
    let { plan, steps } = check(before);
    // Ends with nothing to do only after looking at what is there now.
    if (request.before !== undefined && plan.steps.length === 0) {
      before = await database.readState();
      ({ plan, steps } = check(before));
    }
    const { headsBefore, heads } = plan;
    const foreseen = { headsBefore, heads, steps: steps.length, isNew: !before.initialized };
    if (steps.length === 0) return foreseen;
    await database.requireWritable();
    const loaded = await loadCode(steps);
    checkBackfills(before, loaded, runId);
    checkBackground(loaded);
    return foreseen;
  };

  // What a waiter came for may be done by the one it waits for.
  let meanwhile = await foresee();
  if (meanwhile.steps === 0) return result(meanwhile);
  const { runs, options, identity } = request;
  const begins = tagged(request, { action: 'run', event: 'started', message: runs });
  const leaseRequest = { runId, ...identity, runs, durationMs: options.leaseMs, begins };
  const seeker = { ...request, isNew: meanwhile.isNew };
  const granted = await acquireLeaseUnless(seeker, leaseRequest, meanwhile.steps, (state) => {
    const { headsBefore, heads, steps } = check(state).plan;
    meanwhile = { ...meanwhile, headsBefore, heads, steps: steps.length };
    return steps.length === 0;
  });
  if (!granted.granted) return result(meanwhile);
  const held = new HeldLease(database, granted.lease);
  let failure: unknown;
  try {
    const { plan, steps: prepared } = check(granted.state);
    const steps = await loadCode(prepared);
    checkBackfills(granted.state, steps, runId);
    const progress = new RunProgress(runId, plan, granted.state, request.onEvent);
    await runUnderLease(request, held, progress, steps, granted.askedAt);
    const done = result(plan, progress);
    const { heads, durationMs } = done;
    request.onEvent({ type: 'run-done', runId, ran: done.ran.length, heads, durationMs });
    return done;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await release(held, tagged(request, lastNote(failure, ambient.now().getTime() - began)));
  }
}

async function runUnderLease(
  request: RunRequest,
  held: HeldLease<RunDatabase>,
  progress: RunProgress,
  steps: readonly PreparedStep[],
  askedAt: LeaseTime,
): Promise<void> {
  const { database, onEvent } = request;
  onEvent({
    type: 'plan',
    revisions: steps.map(({ revision, direction }) => ({ revision: revision.id, direction })),
  });
  if (steps.length === 0) return;
  const heartbeat = startHeartbeat(held, request, askedAt);
  const watch = watchStop(request, heartbeat);
  const notices = new Notices(progress);
  database.hearNotices((notice) => notices.hear(notice));
  try {
    const run = { held, control: new RunControl(request, progress, heartbeat), progress, notices };
    const code = {
      run: request.dataRunner,
      signal: watch.signal,
      leaseLost: watch.leaseLost,
      batched: request.batchedCode,
    };
    const again = (why: string) => recover(request, held, why);
    const { headsBefore, heads } = progress.plan;
    const guarded = { runId: progress.runId, steps, headsBefore, heads, signal: watch.signal };
    await guardRun(request.precautions, run, guarded, again, () => runSteps(run, steps, code, again));
  } finally {
    watch.end();
    heartbeat.stop();
  }
}

/** Each file is read once, though the plan is made twice, and for other databases, too. */
function preparer(request: RunRequest): (step: PlanStep) => PreparedStep {
  const cache = request.prepared ?? new Map<string, PreparedStep>();
  return (step) => {
    const known = cache.get(step.revision.id);
    const prepared =
      known === undefined
        ? prepareStep(step, {
            readRevision: (revision) => request.workspace.readRevision(revision),
            dependenciesOf: request.dependenciesOf,
            options: request.options,
            skipStubs: request.skipStubs === true,
          })
        : { ...known, step };
    // Instead of what was made for the plan before.
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

function tagged({ tag }: RunRequest, note: LogNote): LogNote {
  return tag === undefined ? note : { ...note, reason: tag };
}

function lastNote(failure: unknown, durationMs: number): LogNote {
  if (failure === undefined) return { action: 'run', event: 'done', durationMs };
  const message = failure instanceof MigratorError ? `${failure.code}: ${failure.message}` : 'failed';
  const sqlState = failure instanceof MigratorError ? failure.facts.sqlState : undefined;
  return {
    action: 'run',
    event: 'failed',
    durationMs,
    message,
    ...(sqlState === undefined ? {} : { sqlState }),
  };
}

/** A lease that cannot be released ends by itself; what the run did, or why it failed, counts more. */
async function release({ database, lease }: Held<LeaseStore>, note: LogNote): Promise<void> {
  try {
    await database.releaseLease(lease, note);
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
  }
}
