import type { Direction } from '../revision/revision.ts';
import type { LeaseHolder } from '../state/lease.ts';

/**
 * `pending` and `running` tenants are still to do. Those after `done` are left behind: `failed` by an error of its
 * revisions, `unreachable`, `ahead` of the files, `half-run` in the other direction, `gone` from the source.
 */
export const TENANT_STATES = [
  'pending',
  'running',
  'done',
  'failed',
  'unreachable',
  'ahead',
  'half-run',
  'gone',
] as const;
export type TenantState = (typeof TENANT_STATES)[number];

/** States of tenants that a rollout left behind and that need attention. */
export const STRAGGLING: readonly TenantState[] = ['failed', 'unreachable', 'ahead', 'half-run'];

/**
 * `spent`: its error budget; `unhealthy`: `healthy` did not return `true`; `superseded` by a rollout with other files.
 */
export const ROLLOUT_STATES = ['open', 'paused', 'spent', 'unhealthy', 'done', 'superseded'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** A tenant in the fleet's ledger. */
export interface RolloutTenant {
  readonly tenant: string;
  readonly wave: number;
  readonly state: TenantState;
  readonly attempts: number;
  /** Revisions that ran, in all attempts. */
  readonly ran: number;
  /** The code of the last error, and its message. */
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly worker?: string | undefined;
  /** ISO 8601. */
  readonly endedAt?: string | undefined;
}

/** One rollout to a whole fleet, in the ledger. */
export interface Rollout {
  readonly id: string;
  readonly fleet: string;
  readonly direction: Direction;
  readonly targets: readonly string[];
  /** Hash of direction, targets and files; see `aimOf`. */
  readonly aim: string;
  readonly state: RolloutState;
  /** The last order of a person. */
  readonly wanted: 'run' | 'pause';
  /** Why it stopped, or who paused it. */
  readonly why?: string | undefined;
  readonly waves: readonly string[];
  /** Number of the current wave, from 0. */
  readonly wave: number;
  /** Since when the wave has been soaking, and for how long, in milliseconds. */
  readonly soak?: { readonly since: string; readonly elapsedMs: number } | undefined;
  readonly holder?: LeaseHolder | undefined;
  readonly createdAt: string;
  readonly toolVersion: string;
}
