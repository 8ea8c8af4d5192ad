import { FleetStoppedError, FleetUnknownError } from '../../errors/fleet/fleet-errors.ts';
import type { Rollout } from '../../fleet/rollout.ts';
import type { FleetTools } from '../../ports/fleet/fleet-tools.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { FleetRunBench } from './fleet-bench.ts';
import type { FleetRunResult } from './fleet-result.ts';
import { fleetRun } from './fleet-run.ts';
import { fleetAim } from './survey/fleet-aim.ts';

export interface FleetPauseResult {
  readonly fleet: string;
  readonly paused: true;
}

/** Pauses a rollout: no other tenant begins, and its coordinator ends when the running ones have finished. */
export async function fleetPause(
  bench: Pick<FleetRunBench, 'fleet' | 'runner' | 'safety'>,
  { fleet }: { readonly fleet: string },
): Promise<FleetPauseResult> {
  const tools = await bench.fleet(fleet);
  await confirmLoss(bench, { doing: `Pause the rollout of ${fleet}`, losses: [], declined: { asked: 'fleet', fleet } });
  const { host, pid } = bench.runner.identity;
  if (await tools.store.order(fleet, 'pause', `by ${host} (process ${pid})`)) return { fleet, paused: true };
  const newest = await tools.store.newest(fleet);
  if (newest?.state === 'paused') return { fleet, paused: true };
  throw new FleetStoppedError({ fleet, problem: newest === undefined ? 'none' : 'not-open', why: null });
}

/** Continues a paused rollout in this process. */
export async function fleetResume(
  bench: FleetRunBench,
  { fleet }: { readonly fleet: string },
): Promise<FleetRunResult> {
  const tools = await bench.fleet(fleet);
  const newest = await requireRollout(bench, tools);
  if (newest.state !== 'paused' && newest.state !== 'open') {
    throw new FleetStoppedError({ fleet, problem: 'not-open', why: null });
  }
  if (newest.state === 'paused') {
    const { host, pid } = bench.runner.identity;
    await tools.store.order(fleet, 'run', `by ${host} (process ${pid})`);
  }
  return await fleetRun(bench, { fleet, direction: newest.direction, targets: newest.targets });
}

/** Runs failed tenants again, and continues the rollout in this process. */
export async function fleetRetry(
  bench: FleetRunBench,
  { fleet, only }: { readonly fleet: string; readonly only?: readonly string[] | undefined },
): Promise<FleetRunResult> {
  const tools = await bench.fleet(fleet);
  const { id, direction, targets } = await requireRollout(bench, tools);
  if (only !== undefined && only.length > 0) {
    const known = (await tools.store.tenants(id)).map(({ tenant }) => tenant);
    const tenant = only.find((each) => !known.includes(each));
    if (tenant !== undefined) {
      throw new FleetUnknownError({ problem: 'tenant', fleet, tenant, known, file: tools.source });
    }
  }
  await tools.store.retry(fleet, [], only === undefined || only.length === 0 ? undefined : only);
  return await fleetRun(bench, { fleet, direction, targets, only });
}

/** Throws a `FleetStoppedError` if there is none, or if it started with other files. */
async function requireRollout(bench: FleetRunBench, tools: FleetTools): Promise<Rollout> {
  const fleet = tools.name;
  const newest = await tools.store.newest(fleet);
  if (newest === undefined) throw new FleetStoppedError({ fleet, problem: 'none', why: null });
  if (newest.state === 'superseded') throw new FleetStoppedError({ fleet, problem: 'not-open', why: null });
  if (fleetAim(bench, tools, newest).hash === newest.aim) return newest;
  throw new FleetStoppedError({ fleet, problem: 'other-files', why: null });
}
