import { FleetRefusedError, FleetUnknownError } from '../../errors/fleet/fleet-errors.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { FleetRunBench } from './fleet-bench.ts';
import { applyToTenant } from './rollout/run-tenant.ts';
import { checkFit } from './survey/check-fit.ts';
import { fleetAim } from './survey/fleet-aim.ts';
import { missingShared } from './survey/survey.ts';

export interface FleetProvisionOptions {
  readonly fleet: string;
  /** By its id; the source names it already. */
  readonly tenant: string;
  /** A database of the same server that is copied, for a tenant with a database of its own. */
  readonly template?: string | undefined;
}

/** What `fleet provision` answers. */
export interface FleetProvisionResult {
  readonly fleet: string;
  readonly tenant: string;
  readonly database: DatabaseTarget;
  /** Its schema or database was made; else it was there. */
  readonly made: boolean;
  readonly revisions: readonly RevisionSummary[];
  readonly heads: readonly string[];
  readonly durationMs: number;
}

/**
 * Makes the schema or the database of a tenant and brings it to the heads. Of a template only what it lacks is run. It
 * does no harm to do it again, also after it was cut short.
 */
export async function fleetProvision(
  bench: FleetRunBench,
  { fleet, tenant: id, template }: FleetProvisionOptions,
): Promise<FleetProvisionResult> {
  const began = bench.ambient.now().getTime();
  const tools = await bench.fleet(fleet);
  const tenants = await tools.readTenants();
  const tenant = tenants.find((each) => each.id === id);
  if (tenant === undefined) {
    const known = tenants.map((each) => each.id);
    throw new FleetUnknownError({ problem: 'tenant', fleet, tenant: id, known, file: tools.source });
  }
  const aim = fleetAim(bench, tools, { direction: 'upgrade', targets: [] });
  const { steps } = aim.planFrom({ initialized: false, applied: [], halfRuns: [] });
  await checkFit(bench, tools, aim, tenants, steps);
  if (aim.shared.length > 0 && tenant.schema !== undefined) {
    const missing = await tools.missingShared([tenant], aim.shared);
    if (missing.length > 0)
      throw new FleetRefusedError({ fleet, problem: 'shared-missing', ...missingShared(bench, missing) });
  }
  const protectedEnvironment = async () => tools.protectedEnvironment ?? (await bench.safety.protectedEnvironment());
  const safety = { ...bench.safety, protectedEnvironment };
  await confirmLoss({ safety }, { doing: `Make the tenant ${id} of ${fleet}`, losses: [] });
  const made = await tools.make(tenant, template);
  const known = new Set(steps.map(({ revision }) => revision.id));
  const { ran, heads } = await applyToTenant({ bench, tools, aim, known }, tenant);
  return {
    ...{ fleet, tenant: id, database: tools.target, made, heads },
    revisions: ran.map(({ revision }) => summarize(revision)),
    durationMs: bench.ambient.now().getTime() - began,
  };
}
