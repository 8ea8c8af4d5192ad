import type { LeaseRequest } from '../../state/lease.ts';

/** The right to begin tenants of a rollout; a runner that takes it over has a greater token. */
export interface RolloutClaim {
  readonly rollout: string;
  readonly token: string;
  readonly request: LeaseRequest;
}
