import type { FleetEngine } from '../../../ports/fleet/fleet-engine.ts';
import type { RolloutRun } from '../rollout/rollout-run.ts';
import type { TenantRun } from '../rollout/run-tenant.ts';
import { localEngine } from './local-engine.ts';
import { workersEngine } from './workers-engine.ts';

/**
 * The engine that the configuration names.
 *
 * @param mayBegin false once no other tenant may begin
 */
export async function openEngine(run: RolloutRun, request: TenantRun, mayBegin: () => boolean): Promise<FleetEngine> {
  const { tools, held } = run;
  if (tools.settings.engine === 'local') return localEngine(run, request);
  const queue = await tools.queue();
  await tools.store.offers.open(held.claim, [...request.known]);
  return workersEngine({ run, queue, mayBegin });
}
