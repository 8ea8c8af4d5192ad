import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { LogNote } from '../../state/log.ts';
import type { RunRequest, StepDatabase } from '../run-request.ts';
import type { GuardedRun } from './run-precautions.ts';
import type { Running } from './running.ts';

/**
 * Does the work of a run between its precautions.
 *
 * @param recover connects again
 */
export async function guardRun(
  precautions: RunRequest['precautions'],
  { held, control, progress }: Pick<Running<StepDatabase>, 'held' | 'control' | 'progress'>,
  guarded: GuardedRun,
  recover: (why: string) => Promise<unknown>,
  work: () => Promise<void>,
): Promise<void> {
  if (precautions === undefined) return await work();
  const append = async (notes: readonly LogNote[]): Promise<void> => {
    try {
      await held.database.appendLog(held.lease, notes);
    } catch (error) {
      // A connection that did nothing during a long backup may have been ended meanwhile.
      if (!(error instanceof ConnectionLostError)) throw error;
      await recover(error.message);
      await held.database.appendLog(held.lease, notes);
    }
  };
  try {
    await append(await stopped(control, () => precautions.before(guarded)));
    control.throwIfStopped();
    await work();
    await append(await precautions.after(guarded));
  } catch (error) {
    await precautions.failed(guarded, error, progress.facts());
    throw error;
  }
}

/** What was ended by a signal, or by the loss of the lease, says so and not that a tool failed. */
async function stopped<T>(control: Running<unknown>['control'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    control.throwIfStopped();
    throw error;
  }
}
