import type { FleetEngine } from '../../../ports/fleet/fleet-engine.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import { noteEnds, noteFound, type RolloutRun } from '../rollout/rollout-run.ts';
import { runTenant, type TenantRun } from '../rollout/run-tenant.ts';

/** Runs tenants in this process. */
export function localEngine(run: RolloutRun, request: TenantRun): FleetEngine {
  const { tools, held, found } = run;
  return {
    async run(tenant) {
      if (!(await tools.store.start(held.claim, tenant.id))) {
        await held.ask();
        return held.halted === undefined ? await endByOther(run, tenant.id) : undefined;
      }
      const end = await runTenant({ ...request, before: found.states.get(tenant.id) }, tenant);
      await noteEnds(run, [end]);
      return end;
    },
    close: async () => {},
  };
}

/**
 * The coordinator before this one may have been alive when it was taken over, and may have finished a tenant meanwhile.
 */
async function endByOther(run: RolloutRun, id: string): Promise<TenantEnd | undefined> {
  const rows = await run.tools.store.tenants(run.rollout.id);
  const row = rows.find(({ tenant }) => tenant === id);
  if (row === undefined || row.state === 'pending' || row.state === 'running') return undefined;
  const { tenant, state, ran, code, error } = row;
  return noteFound(run, { tenant, state, ran, heads: [], code, error });
}
