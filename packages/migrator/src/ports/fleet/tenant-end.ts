import type { TenantState } from '../../fleet/rollout.ts';

/** The outcome of a tenant. */
export interface TenantEnd {
  readonly tenant: string;
  readonly state: TenantState;
  readonly ran: number;
  readonly heads: readonly string[];
  readonly code?: string | undefined;
  readonly error?: string | undefined;
}
