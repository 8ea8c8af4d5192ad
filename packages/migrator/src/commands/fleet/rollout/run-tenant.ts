import { CannotConnectError } from '../../../errors/database/cannot-connect-error.ts';
import { FleetSourceError } from '../../../errors/fleet/fleet-errors.ts';
import { isMigratorError } from '../../../errors/is-migrator-error.ts';
import { PlanChangedError } from '../../../errors/plan/plan-file-errors.ts';
import { InterruptedError } from '../../../errors/run/interrupted-error.ts';
import { type RunResult, runMigrations } from '../../../execute/run-migrations.ts';
import type { Tenant } from '../../../fleet/tenant.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import type { FleetAim } from '../survey/fleet-aim.ts';
import { stateOf } from '../survey/survey.ts';

export interface TenantRun {
  readonly bench: Pick<FleetRunBench, 'runner' | 'ambient' | 'anotherCode'>;
  readonly tools: Pick<FleetTools, 'withTenant'>;
  readonly aim: FleetAim;
  /** The checked revisions; no other one may run. */
  readonly known: ReadonlySet<string>;
  /** The state of the tenant when the fleet was surveyed. */
  readonly before?: DatabaseState | undefined;
}

/**
 * Brings one tenant to the target with the ordinary runner: with the lease and fence of the tenant, and a plan made
 * from its real state. So a tenant may be delivered twice without harm. Throws what a run throws.
 */
export async function applyToTenant(
  { bench, tools, aim, known, before }: TenantRun,
  tenant: Tenant,
): Promise<RunResult> {
  const { graph, files, prepared } = aim;
  return await tools.withTenant(tenant, (database) =>
    runMigrations({
      ...bench.runner,
      ...bench.anotherCode(),
      ambient: bench.ambient,
      workspace: files,
      database,
      // The events of a thousand tenants at once would be unreadable.
      onEvent: () => {},
      unheard: true,
      prepared,
      before,
      replan(state) {
        const plan = aim.planFrom(state);
        const others = plan.steps.filter(({ revision }) => !known.has(revision.id));
        if (others.length === 0) return plan;
        throw new PlanChangedError({
          changes: others.map(({ revision: { id } }) => ({ what: 'steps', revision: id })),
        });
      },
      revisionOf: (id) => graph.get(id),
      dependenciesOf: (id) => graph.dependencies(id),
    }),
  );
}

/** The same, but returns the outcome as a row of the ledger. */
export async function runTenant(run: TenantRun, tenant: Tenant): Promise<TenantEnd> {
  try {
    const { ran, heads } = await applyToTenant(run, tenant);
    return { tenant: tenant.id, state: 'done', ran: ran.length, heads };
  } catch (error) {
    if (!isMigratorError(error)) throw error;
    // A stop is not a failure: the next run continues.
    if (error instanceof InterruptedError) return { tenant: tenant.id, state: 'pending', ran: 0, heads: [] };
    if (isMigratorError(error, 'database-unknown')) {
      return { tenant: tenant.id, state: 'gone', ran: 0, heads: [], code: error.code, error: error.message };
    }
    const isAway = error instanceof CannotConnectError || error instanceof FleetSourceError;
    const state = isAway ? 'unreachable' : stateOf(error);
    const said = error.message.slice(0, LONGEST);
    return { tenant: tenant.id, state, ran: 0, heads: [], code: error.code, error: said };
  }
}

/** The longest text of an error in the ledger, in characters. */
const LONGEST = 2_000;
