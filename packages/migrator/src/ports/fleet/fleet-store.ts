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
 * The ledger of a fleet, in the control database: its rollouts and the progress of each tenant. What is applied in a
 * tenant is in the tenant's own state; the ledger says which tenants a rollout has not finished.
 */
export interface FleetStore {
  /** The newest rollout of a fleet; `undefined` if there was none yet. */
  newest(fleet: string): Promise<Rollout | undefined>;
  /** Creates missing tables, ends an open rollout with another aim, and starts a rollout. */
  begin(rollout: NewRollout): Promise<Rollout>;
  /** Adds those that are not in it yet; returns how many. */
  add(rollout: string, tenants: readonly NewTenant[]): Promise<number>;
  tenants(rollout: string): Promise<readonly RolloutTenant[]>;
  claim(rollout: string, request: LeaseRequest): Promise<ClaimAnswer>;
  /** `lost`: another coordinator took over; `pause`: a person ordered it. */
  renew(claim: RolloutClaim): Promise<'held' | 'pause' | 'lost'>;
  /** Releases the claim, and sets the state of the rollout if one is passed. */
  release(
    claim: RolloutClaim,
    end?: { readonly state: RolloutState; readonly why?: string | undefined },
  ): Promise<void>;
  /** Marks a tenant as running. False if the claim is lost or a pause was ordered: then the tenant must not begin. */
  start(claim: RolloutClaim, tenant: string): Promise<boolean>;
  /** Records the outcomes of tenants. These are facts, so it needs no claim. */
  end(rollout: string, ends: readonly TenantEnd[], worker: string): Promise<void>;
  /** Sets tenants that were done or gone back to pending. */
  reopen(claim: RolloutClaim, tenants: readonly string[]): Promise<void>;
  /** Sets the current wave; `soaks` begins its soak. */
  enter(claim: RolloutClaim, wave: number, soaks: boolean): Promise<void>;
  /** How long the wave has been soaking, by the clock of the control database. */
  soaked(rollout: string): Promise<number>;
  /** Orders a pause or its end. False if there is no rollout to which it applies. */
  order(fleet: string, wanted: 'run' | 'pause', by: string): Promise<boolean>;
  /** Marks failed tenants, all or these, to run again; returns how many. */
  retry(fleet: string, states: readonly TenantState[], only?: readonly string[]): Promise<number>;
  /** Offers to workers on other machines. */
  readonly offers: FleetOffers;
  close(): Promise<void>;
}
