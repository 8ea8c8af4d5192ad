import { ConnectionLostError } from '../../../errors/database/connection-errors.ts';
import { DatabaseReadOnlyError, MissingRightError } from '../../../errors/database/server-errors.ts';
import { StateStatementFailedError } from '../../../errors/database/state-errors.ts';
import { LeaseLostError } from '../../../errors/run/lease-errors.ts';
import type { DatabaseTarget } from '../../../ports/database/database-target.ts';
import type { Limits } from '../../../ports/database/limits.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import type { ServerNotice } from '../../../ports/database/server-notice.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { type ConnectOptions, targetOf, targetReached } from '../reach/connect.ts';
import { Script } from '../run/script.ts';
import { stateCodes } from '../state/state-codes.ts';
import { type StateNames, stateNames } from '../state/state-names.ts';
import type { KnownServer } from './known-server.ts';
import { type ScriptOutcome, Session } from './session.ts';
import type { SessionLane } from './session-lane.ts';
import { searchPathSetting, type TransactionSettings } from './transaction-settings.ts';

export interface PgDatabaseOptions extends ConnectOptions {
  /** Default `braid`. */
  readonly stateSchema?: string;
  readonly toolVersion: string;
  /** The schemas in which names without a schema are looked up, instead of those that the role or the URL sets. */
  readonly searchPath?: readonly string[] | undefined;
  /**
   * When a new state schema gets the tables for batches; by default at once, so that a grant on all of its tables
   * covers them too.
   */
  readonly batchTables?: 'at-once' | 'when-needed' | undefined;
  /** Sessions that one database has left for the next one on the same server; see `SessionLane`. */
  readonly lane?: SessionLane | undefined;
  /** What is known of the server from another of its databases, reached in the same way and as the same role. */
  readonly server?: KnownServer | undefined;
}

/** The server ended a transaction that lasted too long, and its session. */
const transactionTimedOut = '25P04';

/** What the parts of the adapter share: the main session, the names, and how our own statements fail. */
export class PgConnection {
  readonly names: StateNames;
  readonly options: PgDatabaseOptions;
  /** Whether the server is known to end transactions that last too long. */
  hasTransactionTimeout = false;
  /** The role is known to have a limit for whole transactions: sessions start without it. */
  #hasTransactionLimit = false;
  #target: DatabaseTarget | undefined;
  #session: Session | undefined;
  #hears: (notice: ServerNotice) => void = () => {};

  constructor(options: PgDatabaseOptions) {
    this.options = options;
    this.names = stateNames(options.stateSchema ?? 'braid');
    this.#hasTransactionLimit = options.server?.hasTransactionLimit ?? options.hasTransactionLimit ?? false;
  }

  /** Made when it is asked for: reading a URL for each tenant of a fleet, where nothing fails, would be for nothing. */
  get target(): DatabaseTarget {
    this.#target ??= targetOf(this.options);
    return this.#target;
  }

  /** The main session, opened when first needed. A lost one is never replaced silently: see `reopen`. */
  async session(): Promise<Session> {
    return this.#session ?? this.#use(this.options.lane?.take() ?? (await Session.open(this.#openOptions())));
  }

  #use(session: Session): Session {
    this.#session = session;
    session.onNotice = (notice) => this.#hears(notice);
    return session;
  }

  /** The main session, if it is open. */
  get opened(): Session | undefined {
    return this.#session;
  }

  /** Another session on the server of the main one: of several hosts, each could be another. */
  async openAnother(): Promise<Session> {
    const only = this.#session === undefined ? undefined : targetReached(this.#session.client);
    return await Session.open({ ...this.#openOptions(), only });
  }

  /** Whether sessions start without the limit for whole transactions that the role has. */
  get hasTransactionLimit(): boolean {
    return this.#hasTransactionLimit;
  }

  #openOptions(): ConnectOptions {
    return { ...this.options, hasTransactionLimit: this.#hasTransactionLimit };
  }

  /**
   * Runs a script that only looks. A `transaction_timeout` of the role can end the session before the setting is turned
   * off, since only a connection shows whether the server knows it. The script then runs again in a session without
   * that limit.
   */
  async look(script: Script): Promise<ScriptOutcome> {
    const outcome = await (await this.session()).run(script);
    if (outcome.failed?.failure.sqlState !== transactionTimedOut) return outcome;
    if (!(await this.withoutTransactionLimit())) return outcome;
    return await (await this.session()).run(script);
  }

  /**
   * The role has a `transaction_timeout`: from now on no session of ours has it, not for a moment. Returns false where
   * that cannot be changed, or was done before; otherwise the session is a new one.
   */
  async withoutTransactionLimit(): Promise<boolean> {
    if (this.#hasTransactionLimit || this.options.borrowed !== undefined) return false;
    this.#hasTransactionLimit = true;
    await this.reopen();
    return true;
  }

  /** These limits, without the role's limit for whole transactions. */
  limits(given: Limits): TransactionSettings {
    const { searchPath } = this.options;
    const settings = searchPath === undefined ? given : { ...given, searchPath };
    return this.hasTransactionTimeout ? { ...settings, transactionTimeoutMs: 0 } : settings;
  }

  /** `set search_path …` for this database; `undefined` where that of the session applies. */
  searchPathSetting(scope: 'session' | 'transaction'): string | undefined {
    const { searchPath } = this.options;
    return searchPath === undefined ? undefined : searchPathSetting(searchPath, scope);
  }

  hearNotices(listener: (notice: ServerNotice) => void): void {
    this.#hears = listener;
  }

  /** Closes the session and opens a new one, in which nothing is left of the old one. */
  async reopen(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
    this.#use(await Session.open(this.#openOptions()));
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return;
    const { lane } = this.options;
    if (lane === undefined) await session.close();
    else await lane.give(session);
  }

  /** Runs statements of our own; throws the typed error of what went wrong. `doing` completes "… failed". */
  async own(doing: string, script: Script, session?: Session): Promise<ScriptOutcome> {
    const outcome = await (session ?? (await this.session())).run(script);
    if (outcome.failed !== undefined) throw this.ownFailure(doing, outcome.failed.failure);
    return outcome;
  }

  /**
   * A transaction of our own: it does not depend on the session's settings, and changes none beyond its end.
   *
   * @param script what is sent before it, in the same message
   */
  transaction(script = new Script()): Script {
    const { looksMs } = this.options;
    const mode = looksMs === undefined ? '' : ' read only';
    script.add(`begin isolation level read committed${mode}`);
    if (this.#session?.dirty === true) {
      script.add('set local session authorization default').add('set local role none');
    }
    // Behind a pooler the session has the limits of its role until here.
    if (this.hasTransactionTimeout) script.add('set local transaction_timeout = 0');
    return script
      .add(`set local statement_timeout = ${looksMs ?? 60_000}`)
      .add(`set local lock_timeout = '5s'`)
      .add('set local search_path = pg_catalog, pg_temp');
  }

  ownFailure(doing: string, failure: ServerFailure): Error {
    const target = this.target.display;
    if (failure.connectionLost) {
      return new ConnectionLostError({ said: failure.message, target, doing });
    }
    if (failure.sqlState === stateCodes.leaseLost) return new LeaseLostError({ target });
    // Connecting again reads how far the batches really came.
    if (failure.sqlState === stateCodes.batchesMoved) {
      return new ConnectionLostError({ said: failure.message, target, doing });
    }
    if (failure.sqlState === '25006')
      return new DatabaseReadOnlyError({ target, reason: 'default_transaction_read_only' });
    const role = this.opened?.client.user ?? 'the role';
    if (failure.sqlState === '42501') {
      return new MissingRightError({ target, role, said: failure.message, grant: this.#grant(role) });
    }
    return new StateStatementFailedError({ doing, target, ...failure });
  }

  #grant(role: string): string {
    const schema = this.names.quotedSchema;
    const to = quoteIdentifier(role);
    return `create schema if not exists ${schema} authorization ${to}; (or, where others own it: grant usage, create on schema ${schema} to ${to}; grant all on all tables in schema ${schema} to ${to};)`;
  }
}
