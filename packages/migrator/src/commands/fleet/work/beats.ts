import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import type { FleetWorker } from '../../../ports/fleet/fleet-offers.ts';
import type { FleetStore } from '../../../ports/fleet/fleet-store.ts';

/**
 * Tells the ledger that a worker is alive, every third of its lease. A beat that fails is followed by the next one: who
 * loses a tenant for it cannot commit in it any more, since the tenant has a lease of its own.
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
