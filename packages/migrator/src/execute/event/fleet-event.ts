import type { LeaseHolder } from '../../state/lease.ts';

/** Progress of a rollout: how many of its tenants have finished. */
export interface FleetProgress {
  readonly fleet: string;
  readonly done: number;
  readonly of: number;
}

/** Events of a fleet's rollout. Times are in milliseconds. */
export type FleetEvent =
  /** `n` is 1 for the first wave. */
  | ({
      readonly type: 'fleet-wave';
      readonly wave: string;
      readonly n: number;
      readonly waves: number;
      readonly tenants: number;
    } & FleetProgress)
  /** Told each time when another twentieth of the tenants is over. */
  | ({ readonly type: 'fleet-progress'; readonly failed: number; readonly leftMs: number | null } & FleetProgress)
  | ({
      readonly type: 'fleet-tenant-failed';
      readonly tenant: string;
      readonly state: string;
      readonly code: string;
      readonly error: string;
    } & FleetProgress)
  | { readonly type: 'fleet-soaking'; readonly fleet: string; readonly wave: string; readonly leftMs: number }
  /** The source names tenants that it did not name before, or does not name them any more. */
  | {
      readonly type: 'fleet-changed';
      readonly fleet: string;
      readonly added: readonly string[];
      readonly gone: readonly string[];
    }
  /** No worker takes tenants that are offered; told once, until one does. */
  | { readonly type: 'fleet-idle'; readonly fleet: string; readonly tenants: number }
  /** A worker begins with a rollout. */
  | { readonly type: 'fleet-working'; readonly fleet: string; readonly rollout: string }
  | { readonly type: 'fleet-taken-over'; readonly fleet: string; readonly from: LeaseHolder };
