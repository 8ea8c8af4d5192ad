import type { BackgroundStore } from '../../ports/database/backfill-store.ts';
import type { Lease } from '../../state/lease.ts';
import type { LeaseGuard } from '../lease/heartbeat.ts';
import type { RunControl } from '../run/run-control.ts';

/** How often to read orders and send heartbeats. */
const EVERY_MS = 1_000;

/** A claim in use. */
export interface ClaimWatch extends LeaseGuard {
  /** Whether a pause was ordered. */
  readonly isPaused: boolean;
  /** Passes orders on to the run. */
  watch(control: Pick<RunControl, 'orderSize'>): void;
  stop(): void;
}

/**
 * Sends heartbeats on its own connection, and reads orders. A failed heartbeat is tried again: the fence of each batch
 * decides, and only a takeover by another worker ends the work.
 *
 * @param onPause called once when a pause is ordered
 */
export function watchClaim(
  database: Pick<BackgroundStore, 'renewClaim'>,
  revision: string,
  claim: Lease,
  onPause: () => void,
): ClaimWatch {
  const listeners: (() => void)[] = [];
  let [stopped, isLost, isPaused] = [false, false, false];
  let size: number | undefined;
  let control: Pick<RunControl, 'orderSize'> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const beat = async () => {
    try {
      const found = await database.renewClaim(revision, claim);
      if (stopped) return;
      if (found === undefined) {
        isLost = true;
        for (const listener of listeners) listener();
        return;
      }
      if (found.wanted === 'pause' && !isPaused) {
        isPaused = true;
        onPause();
      }
      if (found.size !== undefined && found.size !== size) control?.orderSize(found.size);
      size = found.size;
    } catch {
      // The connection may be lost: the next sign opens another one.
    }
  };
  const schedule = () => {
    timer = setTimeout(
      () => {
        void beat().then(() => {
          if (!stopped && !isLost) schedule();
        });
      },
      Math.min(EVERY_MS, claim.request.durationMs / 3),
    );
    timer.unref();
  };
  schedule();
  return {
    get isLost() {
      return isLost;
    },
    get isPaused() {
      return isPaused;
    },
    onLost: (listener) => void listeners.push(listener),
    // Every batch is fenced.
    confirm: async () => {},
    watch(run) {
      control = run;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
