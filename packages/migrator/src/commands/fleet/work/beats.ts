import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import type { FleetWorker } from '../../../ports/fleet/fleet-offers.ts';
import type { FleetStore } from '../../../ports/fleet/fleet-store.ts';

/**
 * Tells the ledger that a worker is alive, at every third of its lease. A failed beat is ignored and the next one tries
 * again: a worker that loses a tenant because of it can no longer commit there, since the tenant has its own lease.
 */
export function startBeats(
  { offers }: Pick<FleetStore, 'offers'>,
  rollout: string,
  worker: FleetWorker,
  leaseMs: number,
): { stop(): void } {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const beat = async (): Promise<void> => {
    try {
      await offers.beat(rollout, worker, leaseMs);
    } catch (error) {
      if (!isMigratorError(error)) throw error;
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      void beat().then(() => {
        if (!isOver) schedule();
      });
    }, leaseMs / 3);
    timer.unref();
  };
  schedule();
  return {
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
