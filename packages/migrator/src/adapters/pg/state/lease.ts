import { DatabaseConnectTimeoutError, DatabaseHostUnreachableError } from '../../../errors/database/connect-errors.ts';
import type { LeaseAnswer } from '../../../ports/database/lease-store.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Heartbeat, Lease, LeaseRequest } from '../../../state/lease.ts';
import type { LogNote } from '../../../state/log.ts';
import type { PgConnection } from '../connection/connection.ts';
import { firstToOpen } from '../connection/first-to-open.ts';
import { PathWatch, type Sighting } from '../connection/path-watch.ts';
import type { Session } from '../connection/session.ts';
import { Script } from '../run/script.ts';
import { insertLog, insertLogFrom, literal } from './log.ts';
import { cell, iso, type Row } from './read-beginning.ts';
import { addReadState, parseHolder } from './read-state.ts';
import type { StateStore } from './state-store.ts';

const usualLeaseMs = 15_000;

/** Changes with each heartbeat, and each takeover. */
const mark = "concat_ws(' ', token, extract(epoch from heartbeat_at), extract(epoch from expires_at))";

/** The one row of the lease table, by the database's clock alone. */
export class LeaseKeeping {
  readonly #connection: PgConnection;
  readonly #state: StateStore;
  /** For heartbeats and cancelling while the main session is busy; opened when first needed. */
  #second: Promise<Session> | undefined;
  #watched: { readonly main: Session; readonly watch: PathWatch } | undefined;

  constructor(connection: PgConnection, state: StateStore) {
    this.#connection = connection;
    this.#state = state;
  }

  /** The same, after the state was created where it is missing: one message for both. */
  acquireNew(request: LeaseRequest): Promise<LeaseAnswer> {
    return this.#acquire(request, this.#state.creation(), undefined);
  }

  acquire(request: LeaseRequest, silent?: string): Promise<LeaseAnswer> {
    return this.#acquire(request, new Script(), silent);
  }

  async #acquire(request: LeaseRequest, script: Script, silent: string | undefined): Promise<LeaseAnswer> {
    const { lease } = this.#connection.names;
    const run = quoteLiteral(request.runId);
    // Free, expired, or ours already (after a lost connection): a new token in each case, so that no older session can
    // commit.
    const isSilent =
      silent === undefined ? '' : ` or (${mark} = ${quoteLiteral(silent)} and heartbeat_at > clock_timestamp())`;
    const free = `(l.run_id is null or l.run_id = ${run} or l.expires_at <= clock_timestamp()${isSilent})`;
    const created = script.length;
    const first = this.#connection.transaction(script);
    const before = first.length;
    first
      .add(
        `select run_id, host, pid, ${iso('since')}, ${iso('expires_at')}, expires_at <= clock_timestamp(), runs,
${mark}, round(extract(epoch from expires_at - heartbeat_at) * 1000), heartbeat_at > clock_timestamp() from ${lease} where run_id is not null`,
      )
      .add(
        `update ${lease} l set token = l.token + 1, run_id = ${run}, host = ${quoteLiteral(request.host)}, pid = ${literal(request.pid)},
runs = ${quoteLiteral(request.runs)}, since = case when l.run_id = ${run} then l.since else clock_timestamp() end, heartbeat_at = clock_timestamp(),
expires_at = clock_timestamp() + ${interval(request.durationMs)} where ${free} returning l.token`,
      );
    if (request.begins !== undefined) first.add(this.#begin(request, request.begins));
    first.add('commit');
    const stateAt = first.length;
    const session = await this.#connection.session();
    const outcome = await session.run(addReadState(first, this.#connection.names));
    if (outcome.failed !== undefined && outcome.failed.index < created) {
      throw await this.#state.creationFailure(outcome.failed.failure);
    }
    const waited = outcome.failed?.failure.sqlState === '55P03' && outcome.failed.index < stateAt;
    if (outcome.failed !== undefined && !waited && outcome.failed.index < stateAt) {
      throw this.#connection.ownFailure('Acquiring the lease', outcome.failed.failure);
    }
    const old = outcome.rows[before]?.[0];
    const holder = old === undefined ? undefined : parseHolder(old);
    const token = outcome.rows[before + 1]?.[0]?.[0];
    if (waited || token === undefined || token === null) {
      const heartbeat = old === undefined ? {} : { heartbeat: parseHeartbeat(old) };
      if (waited) return { granted: false, holder: holder ?? unknownHolder, ...heartbeat };
      const state = this.#state.take(outcome, stateAt);
      return { granted: false, holder: state.holder ?? holder ?? unknownHolder, ...heartbeat, state };
    }
    const state = this.#state.take(outcome, stateAt);
    await this.#state.renew();
    // One that was alive when it was looked at has released the lease in between.
    const hasDied = old !== undefined && (holder?.expired === true || parseHeartbeat(old).mark === silent);
    const takenOver =
      hasDied && holder !== undefined && holder.runId !== request.runId ? { takenOverFrom: holder } : {};
    return { granted: true, lease: { token, request }, state, ...takenOver };
  }

  /** Nothing where somebody else has the lease, or where this run had it before and wrote the row. */
  #begin(request: LeaseRequest, begins: LogNote): string {
    const { names, options } = this.#connection;
    const run = `run_id = ${quoteLiteral(request.runId)}`;
    const row = `select from ${names.log} where ${run} and action = 'run' and event = 'started'`;
    // The log, which has no index by run, is read only where the lease is not new.
    const from = `from ${names.lease} where ${run} and (since >= transaction_timestamp() or not exists (${row}))`;
    return insertLogFrom(names.log, request, begins, options.toolVersion, from);
  }

  async renew(lease: Lease): Promise<boolean> {
    const { durationMs } = lease.request;
    let session: Session;
    try {
      session = await this.second(durationMs);
    } catch (error) {
      const isSilent = error instanceof DatabaseConnectTimeoutError || error instanceof DatabaseHostUnreachableError;
      this.#watchMain(isSilent ? 'unreachable' : 'unknown', durationMs);
      throw error;
    }
    const { names } = this.#connection;
    const script = this.#connection.transaction();
    const renewedAt = script.length;
    script
      .add(
        `update ${names.lease} set heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + ${interval(lease.request.durationMs)}
where token = ${lease.token} and run_id = ${quoteLiteral(lease.request.runId)} returning token`,
      )
      .add(this.#sessionQuery())
      .add('commit');
    // A network that swallows everything must not swallow the heartbeats that could still come.
    const timer = setTimeout(() => session.abandon(), Math.max(1_000, lease.request.durationMs / 3));
    const outcome = await session.run(script);
    clearTimeout(timer);
    if (outcome.failed !== undefined) {
      this.#watchMain(outcome.failed.failure.connectionLost ? 'unreachable' : 'unknown', durationMs);
      await this.closeSecond();
      throw this.#connection.ownFailure('Renewing the lease', outcome.failed.failure);
    }
    this.#watchMain(this.#sighting(outcome.rows[renewedAt + 1] ?? []), durationMs);
    return (outcome.rows[renewedAt] ?? []).length > 0;
  }

  /** What the server knows of the main session; behind a pooler that session is unknown. */
  #sessionQuery(): string {
    const pid = this.#state.pooled ? undefined : this.#connection.opened?.processId;
    if (pid === undefined) return 'select 1 where false';
    return `select coalesce(state, ''), coalesce(wait_event, ''), coalesce(state_change::text, '') from pg_stat_activity where pid = ${pid}`;
  }

  #sighting([row]: readonly Row[]): Sighting {
    if (this.#state.pooled || this.#connection.opened === undefined) return 'unknown';
    return row === undefined ? 'gone' : { state: cell(row, 0), waitsFor: cell(row, 1), since: cell(row, 2) };
  }

  /** Gives the main session up when it is dead: the waiting code connects again. */
  #watchMain(seen: Sighting, leaseMs: number): void {
    const main = this.#connection.opened;
    if (main === undefined || main.lost) return;
    if (this.#watched?.main !== main) this.#watched = { main, watch: new PathWatch() };
    const why = this.#watched.watch.look(seen, main.clientSide, leaseMs, performance.now());
    if (why !== undefined) main.abandon(why);
  }

  async release(lease: Lease, last: LogNote): Promise<void> {
    const { names, options } = this.#connection;
    const script = this.#connection
      .transaction()
      .add(insertLog(names.log, lease, last, options.toolVersion))
      .add(
        `update ${names.lease} set run_id = null, host = null, pid = null, runs = null, since = null, heartbeat_at = null, expires_at = null
where token = ${lease.token} and run_id = ${quoteLiteral(lease.request.runId)}`,
      )
      .add('commit');
    // Nobody asks any more whether the session is alive, and the lease of one that is not ends by itself.
    script.answerMs = Math.max(1_000, lease.request.durationMs);
    await this.#connection.own('Releasing the lease', script);
  }

  /**
   * One session, however many ask for it at once. A slow or swallowed handshake must not cost a healthy lease: others
   * are begun beside it well within its length.
   */
  async second(leaseMs = usualLeaseMs): Promise<Session> {
    const known = await this.#second?.catch(() => undefined);
    if (known?.lost === true) await this.closeSecond();
    this.#second ??= firstToOpen(() => this.#connection.openAnother(), {
      everyMs: Math.max(250, leaseMs / 6),
      most: 4,
      limitMs: 30_000,
    });
    try {
      return await this.#second;
    } catch (error) {
      this.#second = undefined;
      throw error;
    }
  }

  async closeSecond(): Promise<void> {
    const opening = this.#second;
    this.#second = undefined;
    const session = await opening?.catch(() => undefined);
    await session?.close();
  }
}

/** The last columns of the row that `acquire` looks at. */
function parseHeartbeat(row: Row): Heartbeat {
  return { mark: cell(row, 7), leaseMs: Number(cell(row, 8)), isAhead: cell(row, 9) === 't' };
}

/** Shown when a lease was waited for on its row and nobody can be read behind it. */
const unknownHolder = {
  runId: '',
  host: 'unknown',
  pid: 0,
  since: '',
  expiresAt: '',
  expired: false,
  runs: 'unknown',
};

export function interval(milliseconds: number): string {
  return `interval '${Math.max(0, Math.round(milliseconds))} milliseconds'`;
}
