import { FleetStoppedError } from '../../../errors/fleet/fleet-errors.ts';
import type { Rollout } from '../../../fleet/rollout.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import { type FleetAim, fleetAim } from '../survey/fleet-aim.ts';

/** Throws a `FleetStoppedError` if the rollout started with other files than this worker's. */
export function requireSameFiles({ name }: Pick<FleetTools, 'name'>, aim: FleetAim, rollout: Rollout): void {
  if (aim.hash === rollout.aim) return;
  throw new FleetStoppedError({ fleet: name, problem: 'other-files', why: null });
}

interface Seen {
  /** The newest rollout. */
  readonly rollout: Rollout | undefined;
  /** The last rollout that was open while the worker ran. */
  readonly seen: Rollout | undefined;
  /** How long there has been nothing to do. */
  readonly waitMs: number;
}

/**
 * If the rollout with its files is already over, a worker came too late for it or too early for the next one: it waits
 * this many lengths of the lease.
 */
const LATE = 2;

/**
 * Whether a worker can stop waiting. Throws a `FleetStoppedError` when it has waited as long as for a lease, and a
 * person has to act.
 */
export function isOver(bench: FleetRunBench, tools: FleetTools, { rollout, seen, waitMs }: Seen): boolean {
  const fleet = tools.name;
  const { leaseMs, leaseWaitMs } = bench.runner.options;
  if (rollout?.state === 'done') {
    if (rollout.id === seen?.id) return true;
    if (waitMs < Math.min(LATE * leaseMs, leaseWaitMs)) return false;
    if (fleetAim(bench, tools, rollout).hash === rollout.aim) return true;
  }
  if (waitMs < leaseWaitMs) return false;
  switch (rollout?.state) {
    case undefined:
      throw new FleetStoppedError({ fleet, problem: 'none', why: null });
    case 'paused':
    case 'spent':
    case 'unhealthy':
      throw new FleetStoppedError({ fleet, problem: rollout.state, why: rollout.why ?? null });
    case 'open':
      throw new FleetStoppedError({ fleet, problem: 'no-coordinator', why: null });
    case 'done':
    case 'superseded':
      throw new FleetStoppedError({ fleet, problem: 'other-files', why: null });
  }
}
