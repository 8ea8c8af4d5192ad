/** A part of a fleet that is migrated together, before the next part is begun. */
export interface FleetWave {
  /** How it is called: `tier=canary`, `10%`. */
  readonly name: string;
  /** Tenants with this value in this attribute. */
  readonly match?: { readonly attribute: string; readonly value: string } | undefined;
  /** Up to so much of the whole fleet, those of earlier waves included. */
  readonly percent?: number | undefined;
  /** How long to wait after it, in milliseconds, before the next one begins. */
  readonly soakMs: number;
}

/** When a rollout stops by itself. */
export interface FleetBudget {
  /** So many tenants may fail: a share of the fleet, or a number. */
  readonly failed: { readonly percent: number } | { readonly tenants: number };
  /** So many may fail one after the other, before the last one of them stops everything. */
  readonly consecutive: number;
}

/**
 * Where tenants are run: `local` in the process of the command, `ledger` and `pg-boss` by workers (`migrate fleet
 * work`), which find them in the ledger of the fleet or in a queue of pg-boss.
 */
export const FLEET_ENGINES = ['local', 'ledger', 'pg-boss'] as const;
export type FleetEngineName = (typeof FLEET_ENGINES)[number];

/** How a fleet is migrated; what is not said has a default. */
export interface FleetSettings {
  /** Labels of the slices that tenants have; all that are not `"scope": "shared"` when absent. */
  readonly slices?: readonly string[] | undefined;
  readonly waves: readonly FleetWave[];
  readonly concurrency: { readonly perServer: number; readonly total: number };
  readonly budget: FleetBudget;
  /** A query on the control database that has to answer `true` before, in and after each soak. */
  readonly healthy?: string | undefined;
  /** The schema of Braid's tables of one tenant; `{schema}` is the tenant's own. */
  readonly stateSchema: string;
  /** Schemas that are looked through after the tenant's own. */
  readonly searchPath: readonly string[];
  /** Run what cannot be read: code, DO blocks. */
  readonly trustUnread: boolean;
  readonly engine: FleetEngineName;
}

/** One wave with everybody. */
export const WHOLE_FLEET: readonly FleetWave[] = [{ name: '100%', percent: 100, soakMs: 0 }];

export const DEFAULT_CONCURRENCY: FleetSettings['concurrency'] = { perServer: 8, total: 32 };

export const DEFAULT_BUDGET: FleetBudget = { failed: { percent: 1 }, consecutive: 3 };
