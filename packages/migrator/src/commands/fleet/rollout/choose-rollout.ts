import { FleetStoppedError } from '../../../errors/fleet/fleet-errors.ts';
import type { Rollout } from '../../../fleet/rollout.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import { pendingOf } from '../fleet-plan.ts';
import type { FleetAim } from '../survey/fleet-aim.ts';
import type { Survey } from '../survey/survey.ts';

/**
 * The rollout to continue: the open one with the same aim, otherwise a new one. `undefined` if no tenant has anything
 * to do. Throws a `FleetStoppedError` if it is paused, or if it stopped with the same files, since it would stop again.
 */
export async function chooseRollout(
  bench: Pick<FleetRunBench, 'runner' | 'toolVersion'>,
  tools: FleetTools,
  aim: FleetAim,
  found: Survey,
): Promise<Rollout | undefined> {
  const newest = await tools.store.newest(tools.name);
  const fleet = tools.name;
  if (newest?.state === 'paused') throw new FleetStoppedError({ fleet, problem: 'paused', why: newest.why ?? null });
  const isSame = newest?.aim === aim.hash;
  if (newest !== undefined && isSame && (newest.state === 'spent' || newest.state === 'unhealthy')) {
    throw new FleetStoppedError({ fleet, problem: newest.state, why: newest.why ?? null });
  }
  if (newest !== undefined && isSame && newest.state === 'open') return newest;
  if (newest?.state !== 'open' && pendingOf(found) === 0 && found.leftOut.length === 0) return undefined;
  const { host, pid } = bench.runner.identity;
  return await tools.store.begin({
    ...{ fleet, direction: aim.direction, targets: aim.targets, aim: aim.hash },
    waves: tools.settings.waves.map(({ name }) => name),
    toolVersion: bench.toolVersion,
    by: `${host} ${pid}`,
  });
}
