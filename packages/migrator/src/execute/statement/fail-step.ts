import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';
import { classifyFailure } from './classify-failure.ts';
import { stepFailure } from './failure-errors.ts';

/** Throws what a failure means: a lost connection is recovered from by the caller, everything else ends the run. */
export async function failStep(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  failure: ServerFailure,
  number: number | undefined,
): Promise<never> {
  if (classifyFailure(failure) === 'unknown-outcome') throw new ConnectionLostError({ said: failure.message });
  await logFailure(run, prepared, failure, step.attemptId);
  throw stepFailure(run, prepared, failure, number);
}

/** A row of the log for a try that failed. The failure itself counts more than a log that cannot be written. */
export async function logFailure(
  run: Run,
  { revision, direction }: PreparedStep,
  failure: Pick<ServerFailure, 'sqlState' | 'message'>,
  attemptId: string | undefined,
): Promise<void> {
  try {
    await run.database.appendLog(run.lease, [
      {
        action: direction,
        event: 'failed',
        revision: revision.id,
        slice: revision.slice,
        message: redactSql(failure.message),
        ...(attemptId === undefined ? {} : { attemptId }),
        ...(failure.sqlState === undefined ? {} : { sqlState: failure.sqlState }),
      },
    ]);
  } catch (error) {
    // The next statement notices a lost connection and recovers from it.
    if (!(error instanceof ConnectionLostError)) return;
  }
}
