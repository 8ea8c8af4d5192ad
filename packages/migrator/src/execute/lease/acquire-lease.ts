import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseBusyError } from '../../errors/run/lease-errors.ts';
import type { LeaseAnswer } from '../../ports/database/lease-store.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease, LeaseHolder, LeaseRequest } from '../../state/lease.ts';
import { random } from '../backoff.ts';
import { pauseUntilStopped } from '../pause-until-stopped.ts';
import { type LeaseTime, leaseClock } from './heartbeat.ts';
import { HolderWatch } from './holder-watch.ts';
import type { LeaseSeeker } from './lease-seeker.ts';
import { reconnectWithin } from './reconnect.ts';

type Granted = Extract<LeaseAnswer, { granted: true }>;

/** How often waiters repeat for whom they wait, even if nothing changed. */
const reminderMs = 10_000;

/**
 * Waits until the lease is ours. Waiters hold no transaction and no lock. Throws `LeaseBusyError` after `leaseWaitMs`,
 * `InterruptedError` on a signal.
 */
export async function acquireLease(request: LeaseSeeker, leaseRequest: LeaseRequest, steps: number): Promise<Granted> {
  const answer = await acquireLeaseUnless(request, leaseRequest, steps, () => false);
  if (answer.granted) return answer;
  throw new LeaseBusyError({ ...answer.holder, waitedMs: 0 });
}

/**
 * The same, but stops waiting when the state that others have made meanwhile is `satisfied`: then the lease is not
 * needed.
 */
export async function acquireLeaseUnless(
  request: LeaseSeeker,
  leaseRequest: LeaseRequest,
  steps: number,
  satisfied: (state: DatabaseState) => boolean,
): Promise<LeaseAnswer & { readonly askedAt: LeaseTime }> {
  const { ambient, options } = request;
  const began = ambient.now().getTime();
  let told: { holder: LeaseHolder; at: number } | undefined;
  const watch = new HolderWatch();
  let silent: string | undefined;
  for (let attempt = 0; ; attempt += 1) {
    const askedAt = leaseClock(ambient);
    const answer = { ...(await ask(request, leaseRequest, attempt === 0, silent)), askedAt };
    const waitedMs = ambient.now().getTime() - began;
    if (answer.granted) {
      const { takenOverFrom } = answer;
      request.onEvent({
        type: 'lease-acquired',
        runId: leaseRequest.runId,
        ...(takenOverFrom === undefined ? {} : { takenOverFrom }),
      });
      return answer;
    }
    if (answer.state !== undefined && satisfied(answer.state)) return answer;
    if (waitedMs >= options.leaseWaitMs) throw new LeaseBusyError({ ...answer.holder, waitedMs });
    const { holder } = answer;
    silent = watch.look(answer.heartbeat, askedAt.steady);
    if (told?.holder.runId !== holder.runId || waitedMs - told.at >= reminderMs) {
      request.onEvent({ type: 'waiting-for-lease', holder, waitedMs });
      told = { holder, at: waitedMs };
    }
    // From about 100 ms to about 1 s: quick when the other run is short, cheap when it is long.
    const pause = Math.min(1_000, 100 + 50 * attempt) * (0.5 + random(ambient));
    await pauseUntilStopped(request, Math.min(pause, Math.max(1, options.leaseWaitMs - waitedMs)));
    if (request.stop.level !== undefined) {
      throw new InterruptedError({ during: 'run', done: 0, of: steps, runId: leaseRequest.runId, ran: [] });
    }
  }
}

async function ask(
  request: LeaseSeeker,
  leaseRequest: LeaseRequest,
  isFirst: boolean,
  silent: string | undefined,
): Promise<LeaseAnswer> {
  try {
    if (isFirst && request.isNew === true) return await request.database.acquireNew(leaseRequest);
    return await request.database.acquireLease(leaseRequest, silent);
  } catch (error) {
    if (!(error instanceof ConnectionLostError)) throw error;
    // If the answer alone was lost the lease is ours already, and is given again to the same run.
    const lease: Lease = { token: '0', request: leaseRequest };
    return reconnectWithin(request, lease, error.message);
  }
}
