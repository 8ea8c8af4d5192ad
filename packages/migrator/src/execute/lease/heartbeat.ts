import type { LeaseStore } from '../../ports/database/lease-store.ts';
import type { RunRequest } from '../run-request.ts';
import type { Held } from './held-lease.ts';

/**
 * Renews the lease every third of its length, on a connection of its own that is opened only when a run lasts that
 * long. A heartbeat that fails is told and tried again at the next turn: the fence, not the heartbeat, decides whether
 * a commit counts.
 */
export function startHeartbeat(
  held: Held<Pick<LeaseStore, 'renewLease'>>,
  { onEvent, options }: Pick<RunRequest, 'onEvent' | 'options'>,
): { stop(): void } {
  const everyMs = Math.max(1, Math.floor(options.leaseMs / 3));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const schedule = () => {
    timer = setTimeout(() => {
      void renew().then(() => {
        if (!stopped) schedule();
      });
    }, everyMs);
    timer.unref();
  };
  const renew = async () => {
    const { lease } = held;
    try {
      const renewed = await held.database.renewLease(lease);
      // A reconnect meanwhile made a newer token: then nothing is lost.
      if (!renewed && !stopped && lease === held.lease)
        onEvent({ type: 'heartbeat-failed', why: 'another runner took over' });
    } catch (error) {
      if (!stopped) onEvent({ type: 'heartbeat-failed', why: error instanceof Error ? error.message : String(error) });
    }
  };

  schedule();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
