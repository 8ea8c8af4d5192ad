import { pauseUntilStopped } from '../../../execute/pause-until-stopped.ts';
import type { Rollout } from '../../../fleet/rollout.ts';
import type { FleetWorker } from '../../../ports/fleet/fleet-offers.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { Delivery } from '../../../ports/fleet/tenant-queue.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import { runTenant } from '../rollout/run-tenant.ts';
import type { FleetAim } from '../survey/fleet-aim.ts';
import { startBeats } from './beats.ts';
import { tenantBook } from './tenant-book.ts';

export interface Work {
  readonly bench: FleetRunBench;
  readonly tools: FleetTools;
  readonly aim: FleetAim;
  readonly rollout: Rollout;
  readonly worker: FleetWorker;
  readonly concurrency: number;
  /** Revisions that the coordinator has checked. */
  readonly known: ReadonlySet<string>;
}

/** How often a worker looks for offers: soon after there was one, then less and less often. */
const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 500;
/** After this long without an offer, a worker checks whether the rollout is still open. */
const IDLE_MS = 2_000;

/**
 * Takes offers of a rollout and runs them, until there is none for a while or a signal stops it; running tenants
 * finish. Adds its work to `sums`. False if it did nothing.
 */
export async function workOn(work: Work, sums: { done: number; failed: number; ran: number }): Promise<boolean> {
  const { bench, tools, aim, rollout, worker, known } = work;
  const { offers } = tools.store;
  const { stop, options, onEvent } = bench.runner;
  const { leaseMs } = options;
  const queue = await tools.queue();
  const tenantOf = tenantBook(tools);
  const running = new Set<Promise<void>>();
  let failure: unknown;
  let hasWorked = false;

  const run = async (id: string, delivery: Delivery | undefined): Promise<void> => {
    const tenant = await tenantOf(id);
    const end =
      tenant === undefined
        ? { tenant: id, state: 'gone' as const, ran: 0, heads: [], error: 'the source no longer names it' }
        : await runTenant({ bench, tools, aim, known }, tenant);
    await offers.end(rollout.id, worker, end);
    await delivery?.done();
    sums.ran += end.ran;
    if (end.state === 'done') sums.done += 1;
    else if (end.state !== 'pending') sums.failed += 1;
  };
  /**
   * Takes up to `most` offers. A delivery whose tenant no longer needs to run is confirmed, so that it does not come
   * again.
   */
  const taken = async (most: number): Promise<readonly (readonly [string, Delivery | undefined])[]> => {
    const request = { most, leaseMs };
    if (queue === undefined) {
      return (await offers.take(rollout.id, worker, request)).map((id) => [id, undefined] as const);
    }
    const deliveries = await queue.fetch(most);
    const ours = deliveries.filter((each) => each.rollout === rollout.id);
    const only = [...new Set(ours.map(({ tenant }) => tenant))];
    const ids = only.length === 0 ? [] : await offers.take(rollout.id, worker, { ...request, only });
    const kept = new Map(ours.map((each) => [each.tenant, each]));
    const others = deliveries.filter((each) => !ids.includes(each.tenant) || kept.get(each.tenant) !== each);
    await Promise.all(others.map((each) => each.done()));
    return ids.map((id) => [id, kept.get(id)] as const);
  };
  const beats = startBeats(tools.store, rollout.id, worker, leaseMs);
  let lookMs = FIRST_LOOK_MS;
  let idleMs = 0;
  try {
    while (stop.level === undefined && failure === undefined && idleMs < IDLE_MS) {
      const free = work.concurrency - running.size;
      const some = free > 0 ? await taken(free) : [];
      for (const [id, delivery] of some) {
        const ended: Promise<void> = run(id, delivery)
          .catch((error: unknown) => {
            failure = error;
          })
          .finally(() => running.delete(ended));
        running.add(ended);
      }
      if (some.length > 0) {
        if (!hasWorked) onEvent({ type: 'fleet-working', fleet: tools.name, rollout: rollout.id });
        [hasWorked, lookMs, idleMs] = [true, FIRST_LOOK_MS, 0];
      }
      await Promise.race([pauseUntilStopped({ stop }, lookMs), ...running]);
      idleMs = running.size > 0 ? 0 : idleMs + lookMs;
      lookMs = running.size > 0 ? FIRST_LOOK_MS : Math.min(LAST_LOOK_MS, lookMs * 1.5);
    }
    await Promise.all(running);
  } finally {
    beats.stop();
  }
  if (failure !== undefined) throw failure;
  return hasWorked;
}
