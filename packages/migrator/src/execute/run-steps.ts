import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import { LeaseLostError } from '../errors/run/lease-errors.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { BackfillRun } from './backfill/backfill-run.ts';
import { checkFinished, isDetached, mayBeOpen } from './background/check-finished.ts';
import { runBatch, type TakeLimits, takeBatch } from './batches/run-batch.ts';
import { StepsRun } from './code-steps/steps-run.ts';
import { type CodeRunner, runCode } from './data/run-code.ts';
import { HalfRun } from './half-run/half-run.ts';
import type { PreparedStep } from './prepared-step.ts';
import type { RunControl } from './run/run-control.ts';
import type { RunProgress } from './run/run-progress.ts';
import type { Running } from './run/running.ts';
import type { StepDatabase } from './run-request.ts';

/** A revision during which the connection is lost so often without any progress is the reason for it. */
const maxLosses = 4;

/**
 * Runs the steps in order. When the connection is lost the database is asked what it committed before anything is
 * repeated: a COMMIT whose answer was lost counts, and the old session can commit nothing more.
 *
 * @param recover connects again; the state as it is then
 */
export async function runSteps(
  run: Running<StepDatabase>,
  steps: readonly PreparedStep[],
  code: CodeRunner,
  recover: (why: string) => Promise<DatabaseState>,
): Promise<void> {
  const { control, progress } = run;
  let losses = 0;
  let before = amount(progress);
  while (progress.ran.length < steps.length) {
    control.throwIfStopped();
    try {
      await runNext(run, steps, code);
    } catch (error) {
      if (error instanceof LeaseLostError) throw lostDuring(run, steps[progress.ran.length], error);
      if (!(error instanceof ConnectionLostError)) throw error;
      progress.agreeWith(await recover(error.message), steps);
      losses = amount(progress) > before ? 0 : losses + 1;
      before = amount(progress);
      if (losses >= maxLosses) throw tooManyLosses(run, steps[progress.ran.length], error);
    }
  }
}

async function runNext(run: Running<StepDatabase>, steps: readonly PreparedStep[], code: CodeRunner): Promise<void> {
  const done = run.progress.ran.length;
  const next = steps[done];
  if (next !== undefined) await checkFinished(run, next);
  switch (next?.manner) {
    case undefined:
      return;
    case 'transaction':
      // Each is looked at by itself while batches in the background may be in its way.
      return runAtPace(run, mayBeOpen(run) ? [next] : takeBatch(steps, done, limitsOf(run.control)));
    case 'code':
      return runCode(run, next, code);
    case 'batched':
      return isDetached(run.control, next)
        ? new BackfillRun(run, next).register(run.held.database)
        : new BackfillRun(run, next).finish(code);
    case 'steps':
      return new StepsRun(run, next).finish(code);
    case 'half-run':
    case 'half-run-code':
      return new HalfRun(run, next).finish(code);
  }
}

function limitsOf({ options, pace }: RunControl): TakeLimits {
  return { batchRevisions: pace.revisions, batchCharacters: options.batchCharacters };
}

async function runAtPace(run: Running<StepDatabase>, batch: readonly PreparedStep[]): Promise<void> {
  const began = run.control.now();
  await runBatch(run, batch);
  run.control.pace.took(batch.length, run.control.now() - began);
}

/** Grows with every revision, statement of a half run and batch of rows that the database confirms. */
function amount({ ran, state, batches }: RunProgress): number {
  const statements = state.halfRuns.reduce((sum, { doneStatements }) => sum + doneStatements.length, 0);
  return ran.length * 1_000_000 + statements + batches;
}

/** The same, with what happened to the step that it stopped. */
function lostDuring(
  { progress }: Pick<Running<unknown>, 'progress'>,
  step: PreparedStep | undefined,
  error: LeaseLostError,
): LeaseLostError {
  if (step === undefined) return error;
  const { revision, manner } = step;
  return new LeaseLostError({ ...error.facts, ...progress.facts(), revision: revision.id, manner }, { cause: error });
}

function tooManyLosses(
  { held, progress }: Running<Pick<StepDatabase, 'target'>>,
  step: PreparedStep | undefined,
  error: ConnectionLostError,
): ConnectionLostError {
  if (step === undefined) return error;
  const { id, slice, file } = step.revision;
  return new ConnectionLostError({
    said: error.message,
    target: held.database.target.display,
    losses: maxLosses,
    revision: id,
    slice,
    file,
    ...progress.facts(),
  });
}
