import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import { runBatch, takeBatch } from '../batches/run-batch.ts';
import { runCode } from '../data/run-code.ts';
import { runHalf } from '../half-run/half-run.ts';
import { recover } from '../lease/reconnect.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from './run-progress.ts';

/** A revision during which the connection is lost so often without any progress is the reason for it. */
const maxLosses = 4;

/**
 * Runs the steps in order. When the connection is lost the database is asked what it committed before anything is repeated: a COMMIT whose answer was lost counts,
 * and the old session can commit nothing more.
 */
export async function runSteps(run: Run, steps: readonly PreparedStep[], signal: AbortSignal): Promise<void> {
  let losses = 0;
  let progress = progressOf(run);
  while (run.ran.length < steps.length) {
    run.throwIfStopped();
    try {
      await runNext(run, steps, signal);
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
      await recover(run, error.message);
      run.agreeWithState(steps);
      losses = progressOf(run) > progress ? 0 : losses + 1;
      progress = progressOf(run);
      if (losses >= maxLosses) throw tooManyLosses(run, steps[run.ran.length], error);
    }
  }
}

async function runNext(run: Run, steps: readonly PreparedStep[], signal: AbortSignal): Promise<void> {
  const next = steps[run.ran.length];
  switch (next?.manner) {
    case undefined:
      return;
    case 'transaction':
      return runBatch(run, takeBatch(steps, run.ran.length, run.options));
    case 'code':
      return runCode(run, next, signal);
    case 'half-run':
    case 'half-run-code':
      return runHalf(run, next, signal);
  }
}

/** Grows with every revision, and with every statement of a half run, that the database confirms. */
function progressOf(run: Run): number {
  const statements = run.state.halfRuns.reduce((sum, { doneStatements }) => sum + doneStatements.length, 0);
  return run.ran.length * 1_000_000 + statements;
}

function tooManyLosses(run: Run, step: PreparedStep | undefined, error: ConnectionLostError): ConnectionLostError {
  if (step === undefined) return error;
  const { id, slice, file } = step.revision;
  return new ConnectionLostError({
    said: error.message,
    target: run.database.target.display,
    losses: maxLosses,
    revision: id,
    slice,
    file,
    ...run.facts(),
  });
}
