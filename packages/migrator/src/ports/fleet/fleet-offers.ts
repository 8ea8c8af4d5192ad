import type { RolloutClaim } from './rollout-claim.ts';
import type { TenantEnd } from './tenant-end.ts';

/** A process that runs tenants: `id` is another one for each start. */
export interface FleetWorker {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** A tenant that was offered: its end once it is over, else whether a worker that answers has it. */
export interface OfferState {
  readonly tenant: string;
  readonly end: TenantEnd | undefined;
  readonly isTaken: boolean;
}

/**
 * What a coordinator offers to workers, in the ledger of the fleet. An offer may be taken while the claim of its
 * coordinator is alive, by one worker at a time; one that does not answer for the length of its lease loses it.
 */
export interface FleetOffers {
  /** Says which revisions workers may run, by their ids: those that the coordinator has looked at. */
  open(claim: RolloutClaim, revisions: readonly string[]): Promise<void>;
  /** False when the claim is lost or a pause is ordered. Tenants that a worker has stay with it. */
  offer(claim: RolloutClaim, tenants: readonly string[]): Promise<boolean>;
  look(rollout: string, tenants: readonly string[]): Promise<readonly OfferState[]>;
  /** Ends the offers that no worker has; gives their tenants. */
  withdraw(claim: RolloutClaim, tenants: readonly string[]): Promise<readonly string[]>;
  /** What `open` said; `undefined` before. */
  revisions(rollout: string): Promise<readonly string[] | undefined>;
  /** Takes up to `most` offers, of these tenants where some are named. */
  take(rollout: string, worker: FleetWorker, request: TakeRequest): Promise<readonly string[]>;
  /** Says that a worker is alive; gives the tenants that it still has. */
  beat(rollout: string, worker: FleetWorker, leaseMs: number): Promise<readonly string[]>;
  /**
   * Writes down how a tenant ended; with `pending` it is offered again. What a worker says that has lost the tenant
   * counts only when it is done.
   */
  end(rollout: string, worker: FleetWorker, end: TenantEnd): Promise<void>;
}

export interface TakeRequest {
  readonly most: number;
  readonly leaseMs: number;
  readonly only?: readonly string[] | undefined;
}
