import type { RolloutClaim } from './rollout-claim.ts';
import type { TenantEnd } from './tenant-end.ts';

/** A process that runs tenants; each start has its own `id`. */
export interface FleetWorker {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** An offered tenant: its outcome once it has finished, otherwise whether a live worker has it. */
export interface OfferState {
  readonly tenant: string;
  readonly end: TenantEnd | undefined;
  readonly isTaken: boolean;
}

/**
 * The offers of a coordinator to workers, in the fleet's ledger. While the claim of the coordinator is alive, one
 * worker at a time may take an offer; a worker that does not answer for the length of its lease loses it.
 */
export interface FleetOffers {
  /** Records the ids of the revisions that workers may run: those that the coordinator has checked. */
  open(claim: RolloutClaim, revisions: readonly string[]): Promise<void>;
  /** False if the claim is lost or a pause was ordered. Tenants that a worker has stay with it. */
  offer(claim: RolloutClaim, tenants: readonly string[]): Promise<boolean>;
  look(rollout: string, tenants: readonly string[]): Promise<readonly OfferState[]>;
  /** Withdraws the offers that no worker has; returns their tenants. */
  withdraw(claim: RolloutClaim, tenants: readonly string[]): Promise<readonly string[]>;
  /** The revisions of `open`; `undefined` before. */
  revisions(rollout: string): Promise<readonly string[] | undefined>;
  /** Takes up to `most` offers, only of these tenants if some are named. */
  take(rollout: string, worker: FleetWorker, request: TakeRequest): Promise<readonly string[]>;
  /** Records that a worker is alive; returns the tenants that it still has. */
  beat(rollout: string, worker: FleetWorker, leaseMs: number): Promise<readonly string[]>;
  /**
   * Records the outcome of a tenant; with `pending` it is offered again. From a worker that has lost the tenant, only
   * `done` counts.
   */
  end(rollout: string, worker: FleetWorker, end: TenantEnd): Promise<void>;
}

export interface TakeRequest {
  readonly most: number;
  readonly leaseMs: number;
  readonly only?: readonly string[] | undefined;
}
