import type { ErrorBudget } from '../../../fleet/error-budget.ts';
import type { Rollout, RolloutTenant, TenantState } from '../../../fleet/rollout.ts';
import type { ServerPace } from '../../../fleet/server-pace.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';
import type { TenantEnd } from '../../../ports/fleet/tenant-end.ts';
import type { FleetRunBench } from '../fleet-bench.ts';
import type { FleetAim } from '../survey/fleet-aim.ts';
import type { Survey } from '../survey/survey.ts';
import type { HeldClaim } from './held-claim.ts';
import type { Tally } from './tally.ts';

/** A rollout that a coordinator is running. */
export interface RolloutRun {
  readonly bench: FleetRunBench;
  readonly tools: FleetTools;
  readonly aim: FleetAim;
  readonly found: Survey;
  readonly rollout: Rollout;
  readonly held: HeldClaim;
  readonly budget: ErrorBudget;
  readonly tally: Tally;
  /** How many tenants of a server run at the same time; what was found in one wave counts in the next. */
  paceOf(server: string): ServerPace;
  /** The ledger as it was read, kept up to date. */
  readonly rows: Map<string, RolloutTenant>;
}

/** States that count against the budget. */
export const COUNTING: readonly TenantState[] = ['failed', 'unreachable'];

/** Records the outcomes of tenants, in the ledger and in this run. */
export async function noteEnds(run: RolloutRun, ends: readonly TenantEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const { host, pid } = run.held.claim.request;
  await run.tools.store.end(run.rollout.id, ends, `${host} ${pid}`);
  for (const { tenant, state, ran, code, error } of ends) {
    const row = run.rows.get(tenant);
    if (row !== undefined) run.rows.set(tenant, { ...row, state, code, error, ran: row.ran + ran });
  }
}

/** The recorded outcome of a tenant that a worker ran, with what changed since it was last read. */
export function noteFound(run: RolloutRun, end: TenantEnd): TenantEnd {
  const row = run.rows.get(end.tenant);
  if (row === undefined) return end;
  const { state, code, error, ran } = end;
  run.rows.set(end.tenant, { ...row, state, code, error, ran });
  return { ...end, ran: Math.max(0, ran - row.ran) };
}
