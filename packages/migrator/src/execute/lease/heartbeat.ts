import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { LeaseStore } from '../../ports/database/lease-store.ts';
import type { RunRequest } from '../run-request.ts';
import type { HeldLease } from './held-lease.ts';

/** A run's knowledge about its lease between commits. */
export interface LeaseGuard {
  /** Whether another runner took over. */
  readonly isLost: boolean;
  /** Calls the listener once when the lease is lost. */
  onLost(listener: () => void): void;
  /**
   * For what no fence can protect, since it runs outside a transaction: returns at once while the lease was
   * confirmed within its length by our own clocks, otherwise renews it first. `isLost` tells whether that failed.
   */
  confirm(): Promise<void>;
}

type Store = Pick<LeaseStore, 'renewLease'>;

/**
 * Renews the lease every third of its length, on a connection of its own that is opened only when a run lasts that
 * long. A heartbeat that fails is reported and tried again, sooner than the next would come. One that the database
 * refuses ends the run: transactions are fenced, but everything else must stop beside the runner that took over.
 *
 * @param askedAt when the lease was asked for, by `leaseClock`
 */
export function startHeartbeat(
  held: HeldLease<Store>,
  { onEvent, options, ambient }: Pick<RunRequest, 'onEvent' | 'options' | 'ambient'>,
  askedAt: LeaseTime,
): LeaseGuard & { stop(): void } {
  const everyMs = Math.max(1, Math.floor(options.leaseMs / 3));
  const listeners: (() => void)[] = [];
  let [stopped, isLost, confirmedAt] = [false, false, askedAt];
  let timer: NodeJS.Timeout | undefined;

  const schedule = (inMs: number) => {
    timer = setTimeout(() => {
      void beat().then((renewed) => {
        if (!stopped && !isLost) schedule(renewed ? everyMs : everyMs / 2);
      });
    }, inMs);
    timer.unref();
  };
  const renew = async () => {
    const { lease } = held;
    const at = leaseClock(ambient);
    const renewed = await held.database.renewLease(lease);
    // A reconnect meanwhile made a newer token, or is about to: then nothing is lost.
    if (stopped || isLost || held.isChanging || lease !== held.lease) return;
    if (renewed) {
      confirmedAt = at;
      return;
    }
    isLost = true;
    onEvent({ type: 'heartbeat-failed', why: 'another runner took over' });
    for (const listener of listeners) listener();
  };
  const beat = async () => {
    try {
      await renew();
      return true;
    } catch (error) {
      if (!stopped) onEvent({ type: 'heartbeat-failed', why: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };

  schedule(everyMs);
  return {
    get isLost() {
      return isLost;
    },
    onLost: (listener) => void listeners.push(listener),
    async confirm() {
      if (isLost || elapsed(confirmedAt, leaseClock(ambient)) < options.leaseMs) return;
      try {
        await renew();
      } catch (error) {
        // Connecting again asks for the lease again.
        throw new ConnectionLostError({ said: error instanceof Error ? error.message : String(error) });
      }
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** A moment, in milliseconds by two clocks: one stands still while a computer sleeps, the other can be set back. */
export interface LeaseTime {
  readonly wall: number;
  readonly steady: number;
}

export function leaseClock({ now }: RunRequest['ambient']): LeaseTime {
  // The same clock as performance.now(), for which Node loads a module: a millisecond of every run.
  return { wall: now().getTime(), steady: Number(process.hrtime.bigint()) / 1e6 };
}

function elapsed(from: LeaseTime, to: LeaseTime): number {
  return Math.max(to.wall - from.wall, to.steady - from.steady);
}
