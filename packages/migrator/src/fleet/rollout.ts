import type { Direction } from '../revision/revision.ts';
import type { LeaseHolder } from '../state/lease.ts';

/**
 * `pending` and `running` are to be done, `done` is done. The others are left behind: `failed` by an error of its
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

/** Those that a rollout left behind and that somebody has to look after. */
export const STRAGGLING: readonly TenantState[] = ['failed', 'unreachable', 'ahead', 'half-run'];

/** `spent`: its budget; `unhealthy`: what must hold while it soaks did not; `superseded` by one with other files. */
export const ROLLOUT_STATES = ['open', 'paused', 'spent', 'unhealthy', 'done', 'superseded'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** A tenant in the ledger of the fleet. */
export interface RolloutTenant {
  readonly tenant: string;
  readonly wave: number;
  readonly state: TenantState;
  readonly attempts: number;
  /** Revisions that ran, in all attempts. */
  readonly ran: number;
  /** The code of the last error, and what it said. */
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  readonly worker?: string | undefined;
  /** ISO 8601. */
  readonly endedAt?: string | undefined;
}

/** One change of a whole fleet, in the ledger. */
export interface Rollout {
  readonly id: string;
  readonly fleet: string;
  readonly direction: Direction;
  readonly targets: readonly string[];
  /** What tenants are brought to: the direction, the targets and the files. */
  readonly aim: string;
  readonly state: RolloutState;
  /** What somebody ordered. */
  readonly wanted: 'run' | 'pause';
  /** Why it stopped, or who paused it. */
  readonly why?: string | undefined;
  readonly waves: readonly string[];
  /** The wave that it is in, from 0. */
  readonly wave: number;
  /** Since when the wave soaks, and how long that is, in milliseconds. */
  readonly soak?: { readonly since: string; readonly elapsedMs: number } | undefined;
  readonly holder?: LeaseHolder | undefined;
  readonly createdAt: string;
  readonly toolVersion: string;
}
