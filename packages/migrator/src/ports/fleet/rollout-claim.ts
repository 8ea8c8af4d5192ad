import type { LeaseRequest } from '../../state/lease.ts';

/** The exclusive right to begin tenants of a rollout; each takeover has a greater token. */
export interface RolloutClaim {
  readonly rollout: string;
  readonly token: string;
  readonly request: LeaseRequest;
}
