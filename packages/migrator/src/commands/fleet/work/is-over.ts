import { FleetStoppedError } from '../../../errors/fleet/fleet-errors.ts';
import type { Rollout } from '../../../fleet/rollout.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import { type FleetAim, fleetAim } from '../survey/fleet-aim.ts';

/** Throws a `FleetStoppedError` when the files of this worker are not those of the rollout. */
export function requireSameFiles({ name }: Pick<FleetTools, 'name'>, aim: FleetAim, rollout: Rollout): void {
  if (aim.hash === rollout.aim) return;
  throw new FleetStoppedError({ fleet: name, problem: 'other-files', why: null });
}

interface Seen {
  /** The newest one. */
  readonly rollout: Rollout | undefined;
  /** The last one that was open while the worker was there. */
  readonly seen: Rollout | undefined;
  /** How long there was nothing to do. */
  readonly waitMs: number;
}

/**
 * A worker that finds a rollout with its files over came too late for it, or too early for the next one: it waits for
 * so many lengths of the lease.
 */
const LATE = 2;

/**
 * Whether a worker has nothing more to wait for. Throws a `FleetStoppedError` when it has waited for as long as a run
 * waits for the lease, and somebody has to do something.
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
