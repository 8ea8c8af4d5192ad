import type { Plan } from '../../plan/plan.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { type LedgerState, plannable, type TenantLook } from '../ledger-state.ts';
import type { TenantState } from '../rollout.ts';

/** Tenants with the same state, and so the same plan. */
export interface TenantGroup {
  readonly plan: Plan;
  readonly tenants: readonly string[];
}

/** A tenant that is left out, and why. */
export interface LeftOut {
  readonly tenant: string;
  readonly state: TenantState;
  readonly code: string | null;
  readonly error: string;
}

export interface GroupedTenants {
  /** The largest first. */
  readonly groups: readonly TenantGroup[];
  readonly leftOut: readonly LeftOut[];
  /** The state of each tenant in `groups` from which it was planned; tenants with the same state share it. */
  readonly states: ReadonlyMap<string, DatabaseState>;
}

interface Planned {
  readonly state: DatabaseState;
  readonly plan: Plan | PlanProblem;
}

/** Why there is no plan from a state. */
export interface PlanProblem {
  readonly state: TenantState;
  readonly code: string;
  readonly error: string;
}

/**
 * Plans once for each different state, however many tenants have it.
 *
 * @param planFrom the plan, or why there is none
 */
export function groupTenants(
  looks: ReadonlyMap<string, TenantLook>,
  planFrom: (state: DatabaseState) => Plan | PlanProblem,
): GroupedTenants {
  const made = new Map<LedgerState, Planned>();
  const byText = new Map<string, Planned>();
  const plannedFrom = (state: DatabaseState): Planned => ({ state, plan: planFrom(state) });
  const planOf = (ledger: LedgerState): Planned => {
    const known = made.get(ledger);
    if (known !== undefined) return known;
    const text = JSON.stringify([ledger.initialized, ledger.applied, ledger.begun]);
    const planned = byText.get(text) ?? plannedFrom(plannable(ledger));
    byText.set(text, planned);
    made.set(ledger, planned);
    return planned;
  };
  const groups = new Map<string, { readonly plan: Plan; readonly tenants: string[] }>();
  const keys = new Map<Plan, string>();
  const leftOut: LeftOut[] = [];
  const states = new Map<string, DatabaseState>();
  for (const [tenant, look] of looks) {
    if (look.kind !== 'state') {
      const code = look.kind === 'gone' ? null : look.code;
      const error = look.kind === 'gone' ? 'its schema or database does not exist' : look.error;
      leftOut.push({ tenant, state: look.kind, code, error });
      continue;
    }
    const { state, plan } = planOf(look.state);
    if (!('steps' in plan)) {
      leftOut.push({ tenant, ...plan });
      continue;
    }
    states.set(tenant, state);
    const key = keys.get(plan) ?? JSON.stringify([plan.headsBefore, plan.steps.map(({ revision }) => revision.id)]);
    keys.set(plan, key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { plan, tenants: [tenant] });
    else group.tenants.push(tenant);
  }
  return { groups: [...groups.values()].sort((a, b) => b.tenants.length - a.tenants.length), leftOut, states };
}
