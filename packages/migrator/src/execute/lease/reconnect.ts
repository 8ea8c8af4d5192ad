import { CannotConnectError } from '../../errors/database/cannot-connect-error.ts';
import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { LeaseAnswer } from '../../ports/database/lease-store.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease } from '../../state/lease.ts';
import { backoff } from '../backoff.ts';
import { pauseUntilStopped } from '../pause-until-stopped.ts';
import type { HeldLease } from './held-lease.ts';
import type { LeaseSeeker } from './lease-seeker.ts';

/**
 * Connects again, with growing jittered pauses, within `reconnectBudgetMs`. The answer carries the state as it is:
 * nothing is repeated on a guess.
 */
export async function reconnectWithin(request: LeaseSeeker, lease: Lease, why: string): Promise<LeaseAnswer> {
  const { ambient, options, database } = request;
  const began = ambient.now().getTime();
  for (let attempt = 1; ; attempt += 1) {
    const inMs = backoff(ambient, attempt, 100, 3_000);
    request.onEvent({ type: 'reconnecting', attempt, inMs, why });
    await pauseUntilStopped(request, inMs);
    try {
      const answer = await database.reconnect(lease, request.isNew);
      request.onEvent({ type: 'reconnected' });
      return answer;
    } catch (error) {
      const again = error instanceof CannotConnectError || error instanceof ConnectionLostError;
      if (!again) throw error;
      if (request.stop.level === 'cancel') {
        throw new InterruptedError({ during: 'reconnect', runId: lease.request.runId });
      }
      if (ambient.now().getTime() - began < options.reconnectBudgetMs) continue;
      throw new ConnectionLostError({
        said: error.message,
        target: database.target.display,
        reconnectedForMs: options.reconnectBudgetMs,
        lost: why,
        outcome: 'the last commit is not known; the next run reads it',
      });
    }
  }
}

/**
 * Makes a run whole again after its connection was lost; the answer is the state as it is now. Throws `LeaseLostError`
 * when another runner took over meanwhile.
 */
export async function recover(request: LeaseSeeker, held: HeldLease<unknown>, why: string): Promise<DatabaseState> {
  const { state } = await held.change(async () => {
    const answer = await reconnectWithin(request, held.lease, why);
    if (!answer.granted) throw new LeaseLostError({ runId: held.lease.request.runId, holder: answer.holder });
    return answer;
  });
  return state;
}
