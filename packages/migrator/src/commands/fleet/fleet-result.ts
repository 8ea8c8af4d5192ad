import type { TenantState } from '../../fleet/rollout.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** A tenant that is not at the target, and why. */
export interface Straggler {
  readonly tenant: string;
  readonly state: TenantState;
  /** Code of the error; `null` without one. */
  readonly code: string | null;
  readonly error: string | null;
  readonly attempts: number;
}

/** Tenants with the same state, and so the same plan. */
export interface FleetGroup {
  /** The heads of their databases. */
  readonly heads: readonly string[];
  readonly tenants: number;
  /** The ids of the first ones. */
  readonly examples: readonly string[];
  /** What would run in each of them. */
  readonly revisions: readonly RevisionSummary[];
  /** The heads after it. */
  readonly headsAfter: readonly string[];
}

/** The result of `fleet plan`. */
export interface FleetPlanResult {
  readonly fleet: string;
  /** The control database. */
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  readonly targets: readonly string[];
  /** The hash of this plan, for `--confirm`: these tenants, where each of them is, and these files. */
  readonly hash: string;
  readonly tenants: number;
  /** How many tenants have something to run. */
  readonly pending: number;
  readonly waves: readonly { readonly wave: string; readonly tenants: number; readonly soakMs: number }[];
  readonly groups: readonly FleetGroup[];
  /** Tenants that are left out. */
  readonly leftOut: readonly Straggler[];
}

/** `spent`: the error budget; `partial`: only the tenants of `--wave` or `--only` were to run. */
export type FleetOutcome = 'done' | 'stragglers' | 'spent' | 'unhealthy' | 'paused' | 'partial';

/** The result of `fleet upgrade`, `downgrade`, `retry` and `resume`. */
export interface FleetRunResult {
  readonly fleet: string;
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  readonly targets: readonly string[];
  readonly outcome: FleetOutcome;
  /** Why it stopped. */
  readonly why: string | null;
  /** Number of the rollout in the ledger; `null` if there was nothing to do. */
  readonly rollout: string | null;
  readonly tenants: number;
  /** The number of tenants in each state, without states that no tenant is in. */
  readonly states: Readonly<Partial<Record<TenantState, number>>>;
  /** Revisions that this process ran, in all tenants. */
  readonly ran: number;
  readonly stragglers: readonly Straggler[];
  readonly durationMs: number;
}
