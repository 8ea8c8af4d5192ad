import type { CurrentEntry } from '../commands/current/current.ts';
import type { WrittenRevision } from '../commands/revision/revision-options.ts';
import type { MigrateResult } from '../commands/shared/migrate.ts';
import type { RevisionSummary } from '../commands/shared/revision-summary.ts';
import type { MigratorError } from '../errors/migrator-error.ts';
import type { CallOptions } from './call/migrator-options.ts';
import type { Readiness, ReadinessOptions } from './health.ts';

/** What a starting service does when revisions are pending. */
export type OnPending =
  /** Apply them; if another instance is doing so, wait for it. */
  | 'apply'
  /** Wait until another runner (a release job) has applied them. */
  | 'wait'
  /** Throw a `MigrationsPendingError`. */
  | 'fail';

/** What a starting service does if its revisions cannot be applied. */
export type OnFailure =
  /** Throw the error: the service does not start. */
  | 'throw'
  /** Start, and serve only reads: the result and `health()` have `readOnly`. */
  | 'readOnly'
  /** Start anyway; `health()` reports the failure. */
  | 'continue';

/**
 * How long and how often to try to reach the database. Only temporary failures are retried; a refused password is not.
 */
export interface RetryPolicy {
  /** Default 10; 1 tries once. */
  readonly attempts?: number;
  /**
   * Pause after the first try in milliseconds; it doubles with each, up to `maxDelayMs`, minus a random part of up to a
   * half. Default 250.
   */
  readonly delayMs?: number;
  /** Default 10,000. */
  readonly maxDelayMs?: number;
}

export interface DetachOptions {
  /**
   * Like `upgrade --detach`: the batches of revisions with `background: true` are only registered. A caller that sets
   * this has a worker that runs them (`migrate batches work`, `Migrator.batches`). Default false: they run before the
   * call ends.
   */
  readonly detach?: boolean;
}

export interface EnsureOptions extends CallOptions, DetachOptions {
  /** Default `apply`. */
  readonly onPending?: OnPending;
  /** How long to wait for others in milliseconds, with `wait` and `apply` alike. Default 600,000. */
  readonly wait?: number;
  readonly retry?: RetryPolicy;
  /**
   * Let a service start if its code is older than the database (an instance that restarts during a roll-out) and none
   * of its own revisions are pending; default true. With false it gets a `DatabaseAheadError`.
   */
  readonly allowAhead?: boolean;
  /** Only this slice, with what it depends on. */
  readonly slice?: string | undefined;
  /** Default `throw`. An aborted `signal` always throws. */
  readonly onFailure?: OnFailure;
}

export interface EnsureResult {
  /**
   * `ready`: nothing was pending. `applied`: this call applied something. `waited`: another runner did meanwhile.
   * `failed`: see `failure`; only with `onFailure`.
   */
  readonly outcome: 'ready' | 'applied' | 'waited' | 'failed';
  /** The service should only read: it failed, and `onFailure` is `readOnly`. */
  readonly readOnly: boolean;
  /** Why it failed; `cause` is kept. */
  readonly failure: MigratorError | null;
  /** The revisions that this call applied, in order. */
  readonly applied: readonly RevisionSummary[];
  /** Applied revisions that this code does not know. */
  readonly ahead: readonly string[];
  /** Applied revisions whose batches in the background are not finished; empty if the start failed. */
  readonly background: readonly string[];
  /** How many attempts it took to reach the database. */
  readonly attempts: number;
}

export interface CreateMigrationOptions extends CallOptions {
  readonly slice?: string | undefined;
  /** `empty` and `data` make files to fill in by hand; default: a revision of the schema's changes. */
  readonly kind?: 'schema' | 'empty' | 'data';
}

/** The interface for services. `createMigrationService` returns the implementation; tests can use their own. */
export interface MigrationService {
  /** Applies all pending revisions. */
  migrateToLatest(options?: CallOptions & DetachOptions): Promise<MigrateResult>;
  /** Writes revisions for the changes in the schemas; without changes the list is empty. */
  createMigration(message: string, options?: CreateMigrationOptions): Promise<readonly WrittenRevision[]>;
  /** Where the database is: the heads of the applied revisions. */
  getCurrentRevision(options?: { readonly slice?: string | undefined } & CallOptions): Promise<readonly CurrentEntry[]>;
  /**
   * For start-up: connects to the database (with `retry`), then applies, waits or fails as `onPending` says.
   */
  ensureMigrationsApplied(options?: EnsureOptions): Promise<EnsureResult>;
  /** For readiness probes: checks the database now. Never throws, and answers within its time limit. */
  health(options?: ReadinessOptions): Promise<Readiness>;
}
