import type { LimitOptions } from '../config/runner-options.ts';
import type { RunnerListener } from '../execute/runner-event.ts';
import type { ClientLike, PoolLike } from '../ports/database/borrowed.ts';

/**
 * How an embedding program opens the migrator. Everything is optional; what is left out is found as on the command
 * line.
 */
export interface MigratorOptions {
  /** The workspace; default: looked for upwards from the current folder. */
  readonly root?: string | undefined;
  /** The configuration file, relative to the workspace. */
  readonly config?: string | undefined;
  /**
   * A connected `pg.Client` of yours, outside a transaction; it stays open. Wins over everything that names a database.
   */
  readonly client?: ClientLike | undefined;
  /** A `pg.Pool` of yours with at least two clients. Wins over everything that names a database. */
  readonly pool?: PoolLike | undefined;
  readonly url?: string | undefined;
  /** The embedded PostgreSQL is meant, also in production. */
  readonly embedded?: boolean | undefined;
  /** An environment of the configuration. */
  readonly environment?: string | undefined;
  /** Environment variables; default `process.env`. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds; they win over the configuration. */
  readonly limits?: LimitOptions | undefined;
  /** What `-x key=value` gives on the command line: arguments for data revisions. */
  readonly args?: Readonly<Record<string, string>> | undefined;
  /** Says yes to what a protected environment asks before something is lost; without it such a call is refused. */
  readonly yes?: boolean | undefined;
  /** Hears of everything that runs. */
  readonly onEvent?: RunnerListener | undefined;
  /** What other runners that wait are told about this one, for example the service's name. */
  readonly runs?: string | undefined;
}

/** What every method takes besides its own options. */
export interface CallOptions {
  /**
   * Ends the call cleanly: the current statement is finished or cancelled, the lease freed, and an `InterruptedError`
   * thrown.
   */
  readonly signal?: AbortSignal | undefined;
  /** Hears of this call, besides the migrator's own listener. */
  readonly onEvent?: RunnerListener | undefined;
}
