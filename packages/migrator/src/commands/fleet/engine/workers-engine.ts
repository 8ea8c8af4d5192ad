import { pauseUntilStopped } from '../../../execute/pause-until-stopped.ts';
import type { Tenant } from '../../../fleet/tenant.ts';
import type { FleetEngine } from '../../../ports/fleet/fleet-engine.ts';
import type { OfferState } from '../../../ports/fleet/fleet-offers.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import type { TenantQueue } from '../../../ports/fleet/tenant-queue.ts';
import { noteFound, type RolloutRun } from '../rollout/rollout-run.ts';

export interface WorkersEngineOptions {
  readonly run: RolloutRun;
  /** Delivers offers to workers; without it they find them in the ledger. */
  readonly queue: TenantQueue | undefined;
  /** False once no other tenant may begin: offers that no worker took are then withdrawn. */
  mayBegin(): boolean;
}

interface Waiting {
  readonly resolve: (end: TenantEnd | undefined) => void;
  /** When the offer was last sent to the queue, and since when no worker has it, by this process's clock. */
  sentAt: number;
  idleSince: number;
}

/** How often offers are read: soon after something happened, then less and less often. */
const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 500;
/** After this long without a worker that takes an offer, the coordinator says so. */
const TELL_AFTER_MS = 10_000;

/**
 * Leaves tenants to workers: offers them in the ledger, and waits for the outcomes that workers write there. Sends an
 * offer again that no worker has, so that a job lost by the queue does no harm.
 */
export function workersEngine({ run, queue, mayBegin }: WorkersEngineOptions): FleetEngine {
  const { tools, held, rollout, bench } = run;
  const { offers } = tools.store;
  const { stop, onEvent } = bench.runner;
  const resendMs = held.claim.request.durationMs;
  const waiting = new Map<string, Waiting>();
  let fresh: string[] = [];
  let watching: Promise<void> | undefined;
  let lookMs = FIRST_LOOK_MS;
  let isTold = false;
  let failure: unknown;

  const settle = (tenant: string, end: TenantEnd | undefined): void => {
    waiting.get(tenant)?.resolve(end);
    waiting.delete(tenant);
    lookMs = FIRST_LOOK_MS;
  };
  const send = async (tenants: readonly string[]): Promise<void> => {
    const at = performance.now();
    for (const tenant of tenants) {
      const each = waiting.get(tenant);
      if (each !== undefined) each.sentAt = at;
    }
    if (tenants.length > 0) await queue?.send(tenants.map((tenant) => ({ rollout: rollout.id, tenant })));
  };
  const offerFresh = async (): Promise<void> => {
    const tenants = fresh;
    fresh = [];
    if (tenants.length === 0) return;
    if (await offers.offer(held.claim, tenants)) return await send(tenants);
    await held.ask();
    for (const tenant of tenants) settle(tenant, undefined);
  };
  const withdraw = async (): Promise<void> => {
    for (const tenant of fresh.splice(0)) settle(tenant, undefined);
    // After a takeover the offers belong to another coordinator, so they stay. After a signal, do not wait for workers.
    const left = [...waiting.keys()];
    if (left.length === 0) return;
    for (const tenant of await offers.withdraw(held.claim, left)) settle(tenant, undefined);
    if (held.halted === 'lost' || stop.level !== undefined) for (const tenant of left) settle(tenant, undefined);
  };
  const look = async (): Promise<void> => {
    if (waiting.size === 0) return;
    const states = await offers.look(rollout.id, [...waiting.keys()]);
    const at = performance.now();
    const lost: string[] = [];
    for (const state of states) {
      const each = waiting.get(state.tenant);
      if (each === undefined) continue;
      if (state.end !== undefined) settle(state.tenant, noteFound(run, state.end));
      else if (state.isTaken) [each.idleSince, each.sentAt] = [at, at];
      else if (at - each.sentAt >= resendMs) lost.push(state.tenant);
    }
    await send(lost);
    tellIdle(states, at);
  };
  const tellIdle = (states: readonly OfferState[], at: number): void => {
    if (states.some(({ isTaken, end }) => isTaken || end !== undefined)) isTold = false;
    else if (!isTold && [...waiting.values()].some(({ idleSince }) => at - idleSince >= TELL_AFTER_MS)) {
      isTold = true;
      onEvent({ type: 'fleet-idle', fleet: tools.name, tenants: waiting.size });
    }
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      if (mayBegin()) await offerFresh();
      else await withdraw();
      await look();
      if (waiting.size === 0) {
        // In the same turn of the event loop, so that the next tenant starts to watch again.
        watching = undefined;
        return;
      }
      if (fresh.length === 0) await pauseUntilStopped({ stop }, lookMs);
      lookMs = Math.min(LAST_LOOK_MS, lookMs * 1.5);
    }
  };
  return {
    run({ id }: Tenant) {
      if (failure !== undefined) throw failure;
      return new Promise((resolve) => {
        const at = performance.now();
        waiting.set(id, { resolve, sentAt: at, idleSince: at });
        fresh.push(id);
        lookMs = FIRST_LOOK_MS;
        watching ??= watch().catch((error: unknown) => {
          failure = error;
          for (const tenant of [...waiting.keys()]) settle(tenant, undefined);
        });
      });
    },
    async close() {
      await watching;
      if (failure !== undefined) throw failure;
    },
  };
}
