import type { Rollout, RolloutState, RolloutTenant, TenantState } from '../../fleet/rollout.ts';
import type { Direction } from '../../revision/revision.ts';
import type { LeaseHolder, LeaseRequest } from '../../state/lease.ts';
import type { FleetOffers } from './fleet-offers.ts';
import type { RolloutClaim } from './rollout-claim.ts';
import type { TenantEnd } from './tenant-end.ts';

export type ClaimAnswer =
  | { readonly granted: true; readonly claim: RolloutClaim; readonly takenOverFrom?: LeaseHolder | undefined }
  | { readonly granted: false; readonly holder: LeaseHolder };

export interface NewRollout {
  readonly fleet: string;
  readonly direction: Direction;
  readonly targets: readonly string[];
  readonly aim: string;
  readonly waves: readonly string[];
  readonly toolVersion: string;
  readonly by: string;
}

/** A tenant that is added to a rollout. */
export interface NewTenant {
  readonly tenant: string;
  readonly wave: number;
}

/**
 * The ledger of a fleet, in the control database: which rollout there is, and how far each tenant came. What a tenant
 * has is in its own state; this says whom a rollout has still to look after.
 */
export interface FleetStore {
  /** The newest rollout of a fleet; `undefined` where there was none yet. */
  newest(fleet: string): Promise<Rollout | undefined>;
  /** Makes the tables where they are missing, ends an open rollout with another aim, and begins one. */
  begin(rollout: NewRollout): Promise<Rollout>;
  /** Adds those that are not in it yet; gives the number of those that were added. */
  add(rollout: string, tenants: readonly NewTenant[]): Promise<number>;
  tenants(rollout: string): Promise<readonly RolloutTenant[]>;
  claim(rollout: string, request: LeaseRequest): Promise<ClaimAnswer>;
  /** `lost`: another coordinator took over; `pause`: somebody ordered it. */
  renew(claim: RolloutClaim): Promise<'held' | 'pause' | 'lost'>;
  /** Gives the claim back; with a state the rollout is in that from now on. */
  release(
    claim: RolloutClaim,
    end?: { readonly state: RolloutState; readonly why?: string | undefined },
  ): Promise<void>;
  /** Marks a tenant as running; false when the claim is lost or the rollout is to pause: then it must not be begun. */
  start(claim: RolloutClaim, tenant: string): Promise<boolean>;
  /** Writes down how tenants ended. It is what happened, so it needs no claim. */
  end(rollout: string, ends: readonly TenantEnd[], worker: string): Promise<void>;
  /** Those that were done or gone and that have to be looked after again. */
  reopen(claim: RolloutClaim, tenants: readonly string[]): Promise<void>;
  /** The rollout is in this wave from now on; `soaks` begins its soak. */
  enter(claim: RolloutClaim, wave: number, soaks: boolean): Promise<void>;
  /** Since when the wave soaks, by the clock of the control database. */
  soaked(rollout: string): Promise<number>;
  /** Orders a pause, or lets the rollout go on. False where there is none that it could be about. */
  order(fleet: string, wanted: 'run' | 'pause', by: string): Promise<boolean>;
  /** Those that failed are to be done again, all or some; gives their number. */
  retry(fleet: string, states: readonly TenantState[], only?: readonly string[]): Promise<number>;
  /** What workers of other machines are offered. */
  readonly offers: FleetOffers;
  close(): Promise<void>;
}
