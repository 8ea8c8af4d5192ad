import type { FleetEngine } from '../../../ports/fleet/fleet-engine.ts';
import { noteEnds, type RolloutRun } from '../rollout/rollout-run.ts';
import { runTenant, type TenantRun } from '../rollout/run-tenant.ts';

/** Runs tenants in this process. */
export function localEngine(run: RolloutRun, request: TenantRun): FleetEngine {
  const { tools, held } = run;
  return {
    async run(tenant) {
      if (!(await tools.store.start(held.claim, tenant.id))) {
        await held.ask();
        return undefined;
      }
      const end = await runTenant(request, tenant);
      await noteEnds(run, [end]);
      return end;
    },
    close: async () => {},
  };
}
