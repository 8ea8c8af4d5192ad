import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import { cleanText } from '../clean-text.ts';
import type { Held } from '../lease/held-lease.ts';
import type { PreparedStep } from '../prepared-step.ts';
import { classifyFailure } from './classify-failure.ts';
import { type FailedRun, stepFailure } from './failure-errors.ts';

/** Where failures are written down. */
export type FailureLog = Held<Pick<StateWriter, 'appendLog'>>;

/** Throws what a failure means: a lost connection is recovered from by the caller, everything else ends the run. */
export async function failStep(
  { held, control }: { readonly held: FailureLog; readonly control: FailedRun },
  prepared: PreparedStep,
  attemptId: string,
  failure: ServerFailure,
  number: number | undefined,
): Promise<never> {
  if (classifyFailure(failure) === 'unknown-outcome')
    throw new ConnectionLostError({ said: cleanText(prepared, failure.message) });
  await logFailure(held, prepared, failure, attemptId);
  throw stepFailure(control, prepared, failure, number);
}

/** A row of the log for a try that failed. The failure itself counts more than a log that cannot be written. */
export async function logFailure(
  { database, lease }: FailureLog,
  prepared: PreparedStep,
  failure: Pick<ServerFailure, 'sqlState' | 'message'>,
  attemptId: string | undefined,
): Promise<void> {
  const { revision, direction } = prepared;
  try {
    await database.appendLog(lease, [
      {
        action: direction,
        event: 'failed',
        revision: revision.id,
        slice: revision.slice,
        message: cleanText(prepared, failure.message),
        ...(attemptId === undefined ? {} : { attemptId }),
        ...(failure.sqlState === undefined ? {} : { sqlState: failure.sqlState }),
      },
    ]);
  } catch (error) {
    // The next statement notices a lost connection and recovers from it.
    if (!(error instanceof ConnectionLostError)) return;
  }
}
