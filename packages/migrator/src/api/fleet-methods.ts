import type { FleetPauseResult } from '../commands/fleet/fleet-orders.ts';
import type { FleetPlanOptions } from '../commands/fleet/fleet-plan.ts';
import type { FleetProvisionOptions, FleetProvisionResult } from '../commands/fleet/fleet-provision.ts';
import type { FleetPlanResult, FleetRunResult } from '../commands/fleet/fleet-result.ts';
import type { FleetRunOptions } from '../commands/fleet/fleet-run.ts';
import type { FleetStatusResult } from '../commands/fleet/fleet-status.ts';
import type { FleetWorkOptions, FleetWorkResult } from '../commands/fleet/work/fleet-work.ts';
import type { CallOptions } from './call/migrator-options.ts';

/** A fleet, by its name in the configuration. */
export interface FleetName {
  readonly fleet: string;
}

/** Options without the direction, which is up unless one is given; without `targets`, an upgrade goes to the heads. */
type Upwards<Options> = Omit<Options, 'direction' | 'targets'> & { readonly targets?: readonly string[] };

/**
 * The actions of `migrate fleet`. The outcomes of tenants are in the result; what would fail in every tenant is thrown:
 * a `FleetRefusedError`, `FleetSourceError`, `FleetStoppedError` or `FleetUnknownError`, before any tenant is begun.
 */
export interface FleetMethods {
  /** What an upgrade would do in which tenants; with `direction` a downgrade. Changes nothing. */
  plan(options: Upwards<FleetPlanOptions> & Partial<FleetPlanOptions> & CallOptions): Promise<FleetPlanResult>;
  /** Where all tenants are, and how far the rollout is. */
  status(options: FleetName & CallOptions): Promise<FleetStatusResult>;
  /** Brings tenants to the heads, or to `targets`. */
  upgrade(options: Upwards<FleetRunOptions> & CallOptions): Promise<FleetRunResult>;
  /** `target`: the same revision in every tenant. */
  downgrade(
    options: Omit<FleetRunOptions, 'direction' | 'targets'> & { readonly target: string } & CallOptions,
  ): Promise<FleetRunResult>;
  /** Runs failed tenants again, and continues. */
  retry(options: FleetName & { readonly only?: readonly string[] } & CallOptions): Promise<FleetRunResult>;
  pause(options: FleetName & CallOptions): Promise<FleetPauseResult>;
  resume(options: FleetName & CallOptions): Promise<FleetRunResult>;
  /** Runs tenants that a coordinator offers, until the rollout is over or `signal` is aborted. */
  work(options: FleetWorkOptions & CallOptions): Promise<FleetWorkResult>;
  /** Makes a tenant that the source names, and brings it to the heads. */
  provision(options: FleetProvisionOptions & CallOptions): Promise<FleetProvisionResult>;
}
