import type { CurrentEntry } from '../commands/current/current.ts';
import type { WrittenRevision } from '../commands/revision/revision-options.ts';
import type { MigrateResult } from '../commands/shared/migrate.ts';
import type { RevisionSummary } from '../commands/shared/revision-summary.ts';
import type { MigratorError } from '../errors/migrator-error.ts';
import type { Readiness, ReadinessOptions } from './health.ts';
import type { CallOptions } from './migrator-options.ts';

/** What a starting service does when revisions are pending. */
export type OnPending =
  /** Apply them; when another instance is at it, wait until that is done. */
  | 'apply'
  /** Wait until somebody else (a release job) has applied them. */
  | 'wait'
  /** Throw a `MigrationsPendingError`. */
  | 'fail';

/** What a starting service does when its schema cannot be made right. */
export type OnFailure =
  /** Throw the error: the service does not start. */
  | 'throw'
  /** Start, and serve what only reads: the result and `health()` say `readOnly`. */
  | 'readOnly'
  /** Start as if nothing had happened; `health()` says what is wrong. */
  | 'continue';

/**
 * How long and how often to try to reach the database. Only what time can heal is tried again: a refused password is
 * not.
 */
export interface RetryPolicy {
  /** Default 10; 1 tries once. */
  readonly attempts?: number;
  /**
   * Pause after the first try in milliseconds; it doubles with each, up to `maxDelayMs`, and a random part of half of
   * it is left out. Default 250.
   */
  readonly delayMs?: number;
  /** Default 10,000. */
  readonly maxDelayMs?: number;
}

export interface DetachOptions {
  /**
   * As `upgrade --detach`: of revisions that say `background: true`, batches are only registered. Whoever says so has a
   * worker that runs them (`migrate batches work`, `Migrator.batches`). Default false: they run before the call ends.
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
   * Let a service start whose code is older than the database (an instance that restarts during a roll-out), as long as
   * nothing of its own is pending; default true. With false it gets a `DatabaseAheadError`.
   */
  readonly allowAhead?: boolean;
  /** Only this slice, with what it depends on. */
  readonly slice?: string | undefined;
  /** Default `throw`. An aborted `signal` always throws. */
  readonly onFailure?: OnFailure;
}

export interface EnsureResult {
  /**
   * `ready`: nothing was pending. `applied`: this call applied something. `waited`: somebody else did meanwhile.
   * `failed`: see `failure`; only with `onFailure`.
   */
  readonly outcome: 'ready' | 'applied' | 'waited' | 'failed';
  /** The service should only read: it failed, and `onFailure` is `readOnly`. */
  readonly readOnly: boolean;
  /** Why it failed; `cause` is kept. */
  readonly failure: MigratorError | null;
  /** What this call applied, in order. */
  readonly applied: readonly RevisionSummary[];
  /** Applied revisions that this code does not know. */
  readonly ahead: readonly string[];
  /** Applied revisions whose batches in the background are not finished; not looked at where it failed. */
  readonly background: readonly string[];
  /** How often the database had to be tried. */
  readonly attempts: number;
}

export interface CreateMigrationOptions extends CallOptions {
  readonly slice?: string | undefined;
  /** `empty` and `data` make files to be written by hand; default: what changed in the schema. */
  readonly kind?: 'schema' | 'empty' | 'data';
}

/** The port that services use. `createMigrationService` gives the implementation; tests give their own. */
export interface MigrationService {
  /** Applies all that is pending. */
  migrateToLatest(options?: CallOptions & DetachOptions): Promise<MigrateResult>;
  /** Writes revisions from what changed in the schemas; nothing changed gives an empty list. */
  createMigration(message: string, options?: CreateMigrationOptions): Promise<readonly WrittenRevision[]>;
  /** Where the database is: the heads of what is applied. */
  getCurrentRevision(options?: { readonly slice?: string | undefined } & CallOptions): Promise<readonly CurrentEntry[]>;
  /**
   * For start-up: reaches the database (trying again as `retry` says), then applies, waits or fails as `onPending`
   * says.
   */
  ensureMigrationsApplied(options?: EnsureOptions): Promise<EnsureResult>;
  /** For readiness probes: looks at the database now. Never throws, and answers within its time. */
  health(options?: ReadinessOptions): Promise<Readiness>;
}
