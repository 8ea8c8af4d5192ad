import type { Plan } from '../../plan/plan.ts';
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
  planFrom: (state: ReturnType<typeof plannable>) => Plan | PlanProblem,
): GroupedTenants {
  const made = new Map<LedgerState, Plan | PlanProblem>();
  const byText = new Map<string, Plan | PlanProblem>();
  const planOf = (state: LedgerState): Plan | PlanProblem => {
    const known = made.get(state);
    if (known !== undefined) return known;
    const text = JSON.stringify([state.initialized, state.applied, state.begun]);
    const plan = byText.get(text) ?? planFrom(plannable(state));
    byText.set(text, plan);
    made.set(state, plan);
    return plan;
  };
  const groups = new Map<string, { readonly plan: Plan; readonly tenants: string[] }>();
  const keys = new Map<Plan, string>();
  const leftOut: LeftOut[] = [];
  for (const [tenant, look] of looks) {
    if (look.kind !== 'state') {
      const code = look.kind === 'gone' ? null : look.code;
      const error = look.kind === 'gone' ? 'its schema or database does not exist' : look.error;
      leftOut.push({ tenant, state: look.kind, code, error });
      continue;
    }
    const plan = planOf(look.state);
    if (!('steps' in plan)) {
      leftOut.push({ tenant, ...plan });
      continue;
    }
    const key = keys.get(plan) ?? JSON.stringify([plan.headsBefore, plan.steps.map(({ revision }) => revision.id)]);
    keys.set(plan, key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { plan, tenants: [tenant] });
    else group.tenants.push(tenant);
  }
  return { groups: [...groups.values()].sort((a, b) => b.tenants.length - a.tenants.length), leftOut };
}
