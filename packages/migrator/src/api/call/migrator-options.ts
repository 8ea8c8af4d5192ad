import type { LimitOptions } from '../../config/runner-options.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { ClientLike, PoolLike } from '../../ports/database/borrowed.ts';

/**
 * How a program opens the migrator. Every option is optional; missing ones are found as on the command line.
 */
export interface MigratorOptions {
  /** The workspace; default: found from the current folder upwards. */
  readonly root?: string | undefined;
  /** The configuration file, relative to the workspace. */
  readonly config?: string | undefined;
  /**
   * Your own connected `pg.Client`, outside a transaction; it stays open. Overrides every other way to name a database.
   */
  readonly client?: ClientLike | undefined;
  /** Your own `pg.Pool` with at least two clients. Overrides every other way to name a database. */
  readonly pool?: PoolLike | undefined;
  readonly url?: string | undefined;
  /** Use the embedded PostgreSQL, even in production. */
  readonly embedded?: boolean | undefined;
  /** An environment of the configuration. */
  readonly environment?: string | undefined;
  /** Environment variables; default `process.env`. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds; they override the configuration. */
  readonly limits?: LimitOptions | undefined;
  /** The values of `-x key=value` on the command line: arguments for data revisions. */
  readonly args?: Readonly<Record<string, string>> | undefined;
  /** Confirms in advance what a protected environment asks before data is lost; without it such a call is refused. */
  readonly yes?: boolean | undefined;
  /** Receives the events of all calls. */
  readonly onEvent?: RunnerListener | undefined;
  /** The name that waiting runners see for this one, for example the service's name. */
  readonly runs?: string | undefined;
}

/** Options of every method, besides its own. */
export interface CallOptions {
  /**
   * Ends the call cleanly: the current statement is finished or cancelled, the lease freed, and an `InterruptedError`
   * thrown.
   */
  readonly signal?: AbortSignal | undefined;
  /** Receives the events of this call, in addition to the migrator's own listener. */
  readonly onEvent?: RunnerListener | undefined;
}
