import { STRAGGLING, type TenantState } from '../../fleet/rollout.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { FleetBench } from './fleet-bench.ts';
import { whereTenantsAre } from './fleet-plan.ts';
import type { FleetGroup, Straggler } from './fleet-result.ts';
import { fleetAim } from './survey/fleet-aim.ts';
import { survey } from './survey/survey.ts';

/** The newest rollout of a fleet, and its progress. */
export interface FleetRollout {
  readonly rollout: string;
  readonly direction: 'upgrade' | 'downgrade';
  readonly targets: readonly string[];
  readonly state: string;
  readonly why: string | null;
  /** Number of the current wave, from 1, and its name. */
  readonly wave: number;
  readonly waveName: string;
  readonly waves: number;
  readonly states: Readonly<Partial<Record<TenantState, number>>>;
  /** The coordinator; `null` while none is running. */
  readonly holder: {
    readonly host: string;
    readonly pid: number;
    readonly since: string;
    readonly expired: boolean;
  } | null;
  /** Estimated from the finished tenants; `null` without a coordinator, or before the first one has finished. */
  readonly leftMs: number | null;
  readonly createdAt: string;
  /** Whether it started with the files of this workspace. */
  readonly sameFiles: boolean;
}

/** The result of `fleet status`. */
export interface FleetStatusResult {
  readonly fleet: string;
  readonly database: DatabaseTarget;
  readonly tenants: number;
  /** How many tenants have everything. */
  readonly current: number;
  /** Tenants that lack something. */
  readonly behind: number;
  /** Tenants by their state, the largest group first. */
  readonly groups: readonly FleetGroup[];
  /** Tenants with a problem, as this survey or the rollout found it. */
  readonly stragglers: readonly Straggler[];
  readonly rollout: FleetRollout | null;
}

/** Reads the state of every tenant and the progress of the rollout. Changes nothing. */
export async function fleetStatus(
  bench: FleetBench,
  { fleet }: { readonly fleet: string },
): Promise<FleetStatusResult> {
  const tools = await bench.fleet(fleet);
  const heads = fleetAim(bench, tools, { direction: 'upgrade', targets: [] });
  const plan = whereTenantsAre(await survey(bench, tools, heads, { unchecked: true }));
  const newest = await tools.store.newest(fleet);
  const rows = newest === undefined ? [] : await tools.store.tenants(newest.id);
  const failed = rows.filter(({ state }) => STRAGGLING.includes(state));
  const seen = new Set(plan.leftOut.map(({ tenant }) => tenant));
  const current = plan.groups.reduce((sum, group) => sum + (group.revisions.length === 0 ? group.tenants : 0), 0);
  let rollout: FleetRollout | null = null;
  if (newest !== undefined) {
    const states: Partial<Record<TenantState, number>> = {};
    for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
    const aim = fleetAim(bench, tools, newest);
    const { holder } = newest;
    const isAtWork = holder !== undefined && !holder.expired;
    rollout = {
      ...{ rollout: newest.id, direction: newest.direction, targets: newest.targets, state: newest.state },
      ...{ why: newest.why ?? null, wave: newest.wave + 1, waveName: newest.waves[newest.wave] ?? '' },
      ...{ waves: newest.waves.length, states },
      holder:
        holder === undefined
          ? null
          : { host: holder.host, pid: holder.pid, since: holder.since, expired: holder.expired },
      leftMs: isAtWork ? leftMs(states, holder.since, bench.ambient.now().getTime()) : null,
      createdAt: newest.createdAt,
      sameFiles: aim.hash === newest.aim,
    };
  }
  return {
    ...{ fleet, database: tools.target, tenants: plan.tenants, current, behind: plan.pending, groups: plan.groups },
    stragglers: [
      ...plan.leftOut,
      ...failed
        .filter(({ tenant }) => !seen.has(tenant))
        .map(({ tenant, state, code, error, attempts }) => ({
          ...{ tenant, state, attempts },
          code: code ?? null,
          error: error ?? null,
        })),
    ],
    rollout,
  };
}

function leftMs(states: Partial<Record<TenantState, number>>, since: string, now: number): number | null {
  const { pending = 0, running = 0, done = 0 } = states;
  const passed = now - Date.parse(since);
  return done === 0 || !(passed > 0) ? null : Math.round((passed / done) * (pending + running));
}
