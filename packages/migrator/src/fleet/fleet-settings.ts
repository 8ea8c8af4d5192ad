/** A part of a fleet that is migrated before the next part begins. */
export interface FleetWave {
  /** `tier=canary`, `10%`. */
  readonly name: string;
  /** Tenants with this value in this attribute. */
  readonly match?: { readonly attribute: string; readonly value: string } | undefined;
  /** Fills up to this share of the whole fleet, including earlier waves. */
  readonly percent?: number | undefined;
  /** How long to wait after the wave before the next one begins, in milliseconds. */
  readonly soakMs: number;
}

/** When a rollout stops because of failures. */
export interface FleetBudget {
  /** How many tenants may fail: a share of the fleet, or a number. */
  readonly failed: { readonly percent: number } | { readonly tenants: number };
  /** How many failures in a row stop the rollout. */
  readonly consecutive: number;
}

/**
 * Where tenants run: `local` in the process of the command; `ledger` and `pg-boss` in workers (`migrate fleet work`),
 * which find them in the fleet's ledger or in a queue of pg-boss.
 */
export const FLEET_ENGINES = ['local', 'ledger', 'pg-boss'] as const;
export type FleetEngineName = (typeof FLEET_ENGINES)[number];

/** How a fleet is migrated; everything else has a default. */
export interface FleetSettings {
  /** Labels of the slices that tenants have; default: all without `"scope": "shared"`. */
  readonly slices?: readonly string[] | undefined;
  readonly waves: readonly FleetWave[];
  readonly concurrency: { readonly perServer: number; readonly total: number };
  readonly budget: FleetBudget;
  /** A query on the control database that must return `true` before, during and after each soak. */
  readonly healthy?: string | undefined;
  /** The schema of Braid's tables of one tenant; `{schema}` is the tenant's own. */
  readonly stateSchema: string;
  /** Schemas on the search path after the tenant's own. */
  readonly searchPath: readonly string[];
  /** Run statements that cannot be read: code, DO blocks. */
  readonly trustUnread: boolean;
  readonly engine: FleetEngineName;
}

/** One wave with all tenants. */
export const WHOLE_FLEET: readonly FleetWave[] = [{ name: '100%', percent: 100, soakMs: 0 }];

export const DEFAULT_CONCURRENCY: FleetSettings['concurrency'] = { perServer: 8, total: 32 };

export const DEFAULT_BUDGET: FleetBudget = { failed: { percent: 1 }, consecutive: 3 };
