import { FleetRefusedError } from '../../../errors/fleet/fleet-errors.ts';
import { InterruptedError } from '../../../errors/run/interrupted-error.ts';
import { randomId } from '../../../execute/backoff.ts';
import { pauseUntilStopped } from '../../../execute/pause-until-stopped.ts';
import type { Rollout } from '../../../fleet/rollout.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import { fleetAim } from '../survey/fleet-aim.ts';
import { isOver, requireSameFiles } from './is-over.ts';
import { workOn } from './work-on.ts';

export interface FleetWorkOptions {
  readonly fleet: string;
  /** Number of tenants at the same time; default: the limit of one server in the configuration. */
  readonly concurrency?: number | undefined;
  /** When a rollout is over, wait for the next one. */
  readonly stay?: boolean | undefined;
}

/** The result of `fleet work`. */
export interface FleetWorkResult {
  readonly fleet: string;
  /** Number of the last rollout that it saw open; `null` if there was none. */
  readonly rollout: string | null;
  /** How many tenants this worker brought to the target. */
  readonly done: number;
  /** How many did not get there; their errors are in the ledger. */
  readonly failed: number;
  /** Revisions that ran. */
  readonly ran: number;
  readonly durationMs: number;
}

/** How often an idle worker looks for a rollout. */
const LOOK_MS = 1_000;

/**
 * Works for the coordinator of a fleet (`migrate fleet upgrade` and others) until the rollout is over: takes the
 * tenants that it offers, and runs each of them as `migrate upgrade` does. Any number of workers may run at the same
 * time. Throws a `FleetStoppedError` after waiting as long as for a lease without an open rollout or a coordinator.
 */
export async function fleetWork(bench: FleetRunBench, options: FleetWorkOptions): Promise<FleetWorkResult> {
  const { ambient, runner } = bench;
  const [began, tools] = [ambient.now().getTime(), await bench.fleet(options.fleet)];
  requireWorkers(tools);
  if ((await bench.precautions(tools.target)) !== undefined) {
    throw new FleetRefusedError({ fleet: tools.name, problem: 'precautions' });
  }
  const { host, pid } = runner.identity;
  const worker = { id: randomId(ambient), host, pid };
  const concurrency = options.concurrency ?? Math.min(...Object.values(tools.settings.concurrency));
  const sums = { done: 0, failed: 0, ran: 0 };
  let idleSince = performance.now();
  /** The last rollout that was open while this worker ran. */
  let seen: Rollout | undefined;
  for (;;) {
    const rollout = await tools.store.newest(tools.name);
    if (rollout?.state === 'open') {
      const aim = fleetAim(bench, tools, rollout);
      requireSameFiles(tools, aim, rollout);
      seen = rollout;
      // During a soak nothing is offered.
      if (rollout.holder?.expired === false) idleSince = performance.now();
      const revisions = await tools.store.offers.revisions(rollout.id);
      const known = new Set(revisions);
      if (revisions !== undefined && (await workOn({ bench, tools, aim, rollout, worker, concurrency, known }, sums))) {
        idleSince = performance.now();
      }
    }
    if (runner.stop.level !== undefined) {
      throw new InterruptedError({ during: 'run', done: sums.done, of: sums.done + sums.failed });
    }
    const waitMs = performance.now() - idleSince;
    if (options.stay !== true && isOver(bench, tools, { rollout, seen, waitMs })) break;
    await pauseUntilStopped(runner, LOOK_MS);
  }
  const durationMs = ambient.now().getTime() - began;
  return { fleet: tools.name, rollout: seen?.id ?? null, ...sums, durationMs };
}

function requireWorkers({ name, settings }: FleetTools): void {
  if (settings.engine === 'local') throw new FleetRefusedError({ fleet: name, problem: 'no-workers' });
}
