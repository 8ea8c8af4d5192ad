import type { TenantState } from '../../fleet/rollout.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';

/** A tenant that is not where it should be, and why. */
export interface Straggler {
  readonly tenant: string;
  readonly state: TenantState;
  /** Of the error; `null` where there is none. */
  readonly code: string | null;
  readonly error: string | null;
  readonly attempts: number;
}

/** Tenants from which the same leads to the target. */
export interface FleetGroup {
  /** Where they are. */
  readonly heads: readonly string[];
  readonly tenants: number;
  /** The first of them. */
  readonly examples: readonly string[];
  /** What would run in each of them. */
  readonly revisions: readonly RevisionSummary[];
  /** Where they are after it. */
  readonly headsAfter: readonly string[];
}

/** What `fleet plan` answers. */
export interface FleetPlanResult {
  readonly fleet: string;
  /** The control database. */
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  readonly targets: readonly string[];
  /** Of this plan, for `--confirm`: these tenants, where each is, and these files. */
  readonly hash: string;
  readonly tenants: number;
  /** Tenants that have something to run. */
  readonly pending: number;
  readonly waves: readonly { readonly wave: string; readonly tenants: number; readonly soakMs: number }[];
  readonly groups: readonly FleetGroup[];
  /** Those that are not begun. */
  readonly leftOut: readonly Straggler[];
}

/** `spent`: the error budget; `partial`: only what was asked for by `--wave` or `--only`. */
export type FleetOutcome = 'done' | 'stragglers' | 'spent' | 'unhealthy' | 'paused' | 'partial';

/** What `fleet upgrade`, `downgrade`, `retry` and `resume` answer. */
export interface FleetRunResult {
  readonly fleet: string;
  readonly database: DatabaseTarget;
  readonly direction: Direction;
  readonly targets: readonly string[];
  readonly outcome: FleetOutcome;
  /** Why it stopped. */
  readonly why: string | null;
  /** Number of the rollout in the ledger; `null` when nothing was to be done. */
  readonly rollout: string | null;
  readonly tenants: number;
  /** How many are in which state, those of no tenant left out. */
  readonly states: Readonly<Partial<Record<TenantState, number>>>;
  /** Revisions that this process ran, in all tenants. */
  readonly ran: number;
  readonly stragglers: readonly Straggler[];
  readonly durationMs: number;
}
