import { FleetRefusedError, FleetUnknownError } from '../../../errors/fleet/fleet-errors.ts';
import { UnknownAppliedRevisionError } from '../../../errors/graph/applied-set-errors.ts';
import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import { HalfRunPendingError } from '../../../errors/run/half-run-errors.ts';
import { checkHalfRuns } from '../../../execute/half-run/check-half-runs.ts';
import { verifyApplied } from '../../../execute/verify-applied.ts';
import { type GroupedTenants, groupTenants } from '../../../fleet/plan/group-tenants.ts';
import { fleetPlanHash } from '../../../fleet/plan/plan-hash.ts';
import type { TenantState } from '../../../fleet/rollout.ts';
import type { Tenant } from '../../../fleet/tenant.ts';
import type { PlanStep } from '../../../plan/plan.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { FleetBench } from '../fleet-bench.ts';
import { checkFit } from './check-fit.ts';
import type { FleetAim } from './fleet-aim.ts';

/** The tenants, where each of them is, and the plans to the target. */
export interface Survey extends GroupedTenants {
  readonly tenants: ReadonlyMap<string, Tenant>;
  /** The revisions that run in at least one tenant. */
  readonly steps: readonly PlanStep[];
  /** The hash that a person confirms. */
  readonly hash: string;
}

export interface SurveyOptions {
  /** Only these tenants, by their ids. */
  readonly only?: readonly string[] | undefined;
  /** Nothing will run, so skip the checks of whether it could. */
  readonly unchecked?: boolean | undefined;
}

/**
 * Reads the state of the whole fleet, or of some tenants. Throws what would fail in every tenant: see `checkFit`, and a
 * `FleetRefusedError` for missing shared revisions.
 */
export async function survey(
  bench: FleetBench,
  tools: FleetTools,
  aim: FleetAim,
  { only = [], unchecked = false }: SurveyOptions = {},
): Promise<Survey> {
  const all = await tools.readTenants();
  const tenants = new Map(chosen(tools.name, tools.source, all, only).map((tenant) => [tenant.id, tenant]));
  const grouped = groupTenants(await tools.look([...tenants.values()]), (state) => planOf(aim, state));
  const steps = new Map(grouped.groups.flatMap(({ plan }) => plan.steps.map((step) => [step.revision.id, step])));
  const hash = fleetPlanHash(tools.name, aim.hash, grouped);
  const found = { ...grouped, tenants, steps: [...steps.values()], hash };
  if (unchecked) return found;
  await checkFit(bench, tools, aim, all, [...steps.values()]);
  if (steps.size > 0 && aim.direction === 'upgrade' && aim.shared.length > 0) {
    const missing = await tools.missingShared([...tenants.values()], aim.shared);
    if (missing.length > 0) {
      throw new FleetRefusedError({ fleet: tools.name, problem: 'shared-missing', ...missingShared(bench, missing) });
    }
  }
  return found;
}

/** The revisions, and their slices. */
export function missingShared({ graph }: Pick<FleetBench, 'graph'>, revisions: readonly string[]) {
  const slices = revisions.flatMap((id) => graph().get(id)?.slice ?? []);
  return { revisions, slices: [...new Set(slices)].sort() };
}

function chosen(fleet: string, file: string, all: readonly Tenant[], only: readonly string[]): readonly Tenant[] {
  if (only.length === 0) return all;
  const known = new Map(all.map((tenant) => [tenant.id, tenant]));
  return only.map((id) => {
    const tenant = known.get(id);
    if (tenant !== undefined) return tenant;
    throw new FleetUnknownError({ problem: 'tenant', fleet, tenant: id, known: [...known.keys()], file });
  });
}

function planOf(aim: FleetAim, state: DatabaseState) {
  try {
    const plan = aim.planFrom(state);
    const { graph, files } = aim;
    verifyApplied(state, plan, { revisionOf: (id) => graph.get(id), checksumOf: files.checksumOf });
    checkHalfRuns(state, plan);
    return plan;
  } catch (error) {
    if (!isMigratorError(error)) throw error;
    return { state: stateOf(error), code: error.code, error: error.message };
  }
}

/** The state of a tenant after this error. */
export function stateOf(error: unknown): TenantState {
  if (error instanceof UnknownAppliedRevisionError) return 'ahead';
  return error instanceof HalfRunPendingError ? 'half-run' : 'failed';
}
