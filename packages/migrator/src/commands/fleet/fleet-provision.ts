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
  /** Its id, which the source must name. */
  readonly tenant: string;
  /** For a tenant with its own database: a database on the same server to copy. */
  readonly template?: string | undefined;
}

/** The result of `fleet provision`. */
export interface FleetProvisionResult {
  readonly fleet: string;
  readonly tenant: string;
  readonly database: DatabaseTarget;
  /** Whether its schema or database was created; otherwise it existed. */
  readonly made: boolean;
  readonly revisions: readonly RevisionSummary[];
  readonly heads: readonly string[];
  readonly durationMs: number;
}

/**
 * Creates the schema or the database of a tenant, and upgrades it to the heads; in a copy of a template only the
 * missing revisions run. It can be repeated safely, also after it was interrupted.
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
  await confirmLoss(
    { safety },
    { doing: `Create the tenant ${id} of ${fleet}`, losses: [], declined: { asked: 'fleet', fleet } },
  );
  const made = await tools.make(tenant, template);
  const known = new Set(steps.map(({ revision }) => revision.id));
  const { ran, heads } = await applyToTenant({ bench, tools, aim, known }, tenant);
  return {
    ...{ fleet, tenant: id, database: tools.target, made, heads },
    revisions: ran.map(({ revision }) => summarize(revision)),
    durationMs: bench.ambient.now().getTime() - began,
  };
}
