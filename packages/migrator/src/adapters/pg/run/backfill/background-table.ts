import type { BackfillOrder, Claim } from '../../../../ports/database/backfill-store.ts';
import type { HalfWay } from '../../../../ports/database/half-run-store.ts';
import type { RevisionAttempt } from '../../../../ports/database/revision-runner.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { Lease, LeaseRequest } from '../../../../state/lease.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { Session } from '../../connection/session.ts';
import { withBatchTable } from '../../state/batch-table.ts';
import { interval } from '../../state/lease.ts';
import { insertLog, literal } from '../../state/log.ts';
import { stateCodes } from '../../state/state-codes.ts';
import type { StateNames } from '../../state/state-names.ts';
import type { Fence } from './backfill-table.ts';
import { fromHalfWay } from './half-way.ts';

/** Refuses a worker that lost the batches; for the current one it counts as a sign of life. */
export function claimFence(names: StateNames): Fence {
  return ({ token, request }, revision) => {
    const body = `begin
  update ${names.batch} set expires_at = pg_catalog.clock_timestamp() operator(pg_catalog.+) ${interval(request.durationMs)} ${mine(token, request.runId, revision)};
  if not found then
    raise exception 'another worker took over, or the batches were cancelled' using errcode = '${stateCodes.leaseLost}';
  end if;
end`;
    return `do ${quoteLiteral(body)}`;
  };
}

function mine(token: string, runId: string, revision: string): string {
  return `where revision operator(pg_catalog.=) ${quoteLiteral(revision)} and token operator(pg_catalog.=) ${token} and worker operator(pg_catalog.=) ${quoteLiteral(runId)}`;
}

/** Who works on batches in the background, by the database's clock alone, and what others order. */
export class BackgroundTable {
  readonly #connection: PgConnection;

  constructor(connection: PgConnection) {
    this.#connection = connection;
  }

  /** Claims the batches if no worker has them, or the worker that has them gives no sign of life. */
  async claim(revision: string, request: LeaseRequest): Promise<Lease | undefined> {
    const { names } = this.#connection;
    const script = this.#connection.transaction().add(withBatchTable(names));
    const at = script.length;
    script
      .add(
        `update ${names.batch} set token = token + 1, worker = ${quoteLiteral(request.runId)}, worker_host = ${quoteLiteral(request.host)},
worker_pid = ${request.pid}, expires_at = clock_timestamp() + ${interval(request.durationMs)}
where revision = ${quoteLiteral(revision)} and background and wanted = 'run' and failure is null
and (worker is null or worker = ${quoteLiteral(request.runId)} or expires_at <= clock_timestamp()) returning token`,
      )
      .add('commit');
    const outcome = await this.#connection.own('Asking for the batches', script);
    const token = outcome.rows[at]?.[0]?.[0];
    return token === null || token === undefined ? undefined : { token, request };
  }

  /**
   * Sends a sign of life, and returns what is ordered; `undefined` if another worker took over, or the work should
   * stop.
   */
  async renew(session: Session, revision: string, { token, request }: Lease): Promise<Claim | undefined> {
    const script = this.#connection.transaction();
    const at = script.length;
    script
      .add(
        `update ${this.#connection.names.batch} set expires_at = clock_timestamp() + ${interval(request.durationMs)}
${mine(token, request.runId, revision)} returning wanted, wanted_size`,
      )
      .add('commit');
    const outcome = await this.#connection.own('Renewing the claim on the batches', script, session);
    const row = outcome.rows[at]?.[0];
    if (row === undefined) return undefined;
    const [wanted, size] = row;
    return { wanted: wanted === 'pause' ? 'pause' : 'run', ...(size ? { size: Number(size) } : {}) };
  }

  /** Releases the batches to other workers; with `failure`, they continue only after `retry` is ordered. */
  async release(revision: string, { token, request }: Lease, failure?: string): Promise<void> {
    const failed = failure === undefined ? '' : `, failure = ${literal(failure.slice(0, 4_000))}`;
    const script = this.#connection
      .transaction()
      .add(
        `update ${this.#connection.names.batch} set worker = null, worker_host = null, worker_pid = null, expires_at = null${failed}
${mine(token, request.runId, revision)}`,
      )
      .add('commit');
    await this.#connection.own('Releasing the batches', script);
  }

  /** The revision is applied already: only its batches are left to be closed. */
  async finish(lease: Lease, { record, attemptId }: RevisionAttempt, halfWay?: HalfWay): Promise<void> {
    const { names, options } = this.#connection;
    const { revision, slice, direction } = record;
    const note = { action: direction, event: 'done', revision, slice, attemptId, message: 'batches finished' } as const;
    const script = this.#connection
      .transaction()
      .add(claimFence(names)(lease, revision))
      .add(halfWay === undefined ? 'select' : fromHalfWay(names, revision, halfWay))
      .add(`delete from ${names.progress} where revision = ${quoteLiteral(revision)}`)
      .add(insertLog(names.log, lease, note, options.toolVersion))
      .add('commit');
    await this.#connection.own('Finishing the batches', script);
  }

  /** Stores an order, and returns whether the revision has batches in the background. */
  async order(revision: string, order: BackfillOrder, request: LeaseRequest): Promise<boolean> {
    const { names, options } = this.#connection;
    const where = `where revision = ${quoteLiteral(revision)}`;
    const script = this.#connection.transaction().add(withBatchTable(names));
    const at = script.length;
    // The worker of the batches waits here, or has committed.
    script.add(`select from ${names.batch} ${where} and background for update`);
    if (order.kind === 'cancel') {
      script.add(
        `delete from ${names.progress} ${where} and exists (select from ${names.batch} ${where} and background)`,
      );
    } else
      script.add(`update ${names.batch} set ${changeOf(order)}, ordered_by = session_user ${where} and background`);
    const outcome = await this.#connection.own('Ordering the batches', script.add('commit'));
    const isThere = (outcome.rows[at] ?? []).length > 0;
    if (!isThere || order.kind !== 'cancel') return isThere;
    const { slice, reason } = order;
    const note = { action: 'upgrade', event: 'failed', revision, slice, reason, message: CANCELLED } as const;
    const log = insertLog(names.log, { token: '0', request }, note, options.toolVersion);
    await this.#connection.own('Writing the log', this.#connection.transaction().add(log).add('commit'));
    return true;
  }
}

/** Whether the batches of the revision were cancelled after it was last applied. */
export async function wasCancelled(connection: PgConnection, revision: string): Promise<boolean> {
  const script = connection.transaction();
  const at = script.length;
  script
    .add(
      `select message from ${connection.names.log} where revision = ${quoteLiteral(revision)} and action = 'upgrade' and event in ('done', 'failed')
order by id desc limit 1`,
    )
    .add('commit');
  return (await connection.own('Reading the log', script)).rows[at]?.[0]?.[0] === CANCELLED;
}

/** What the log says about batches that were stopped where they were. */
export const CANCELLED = 'batches cancelled';

function changeOf(order: Exclude<BackfillOrder, { readonly kind: 'cancel' }>): string {
  switch (order.kind) {
    case 'pause':
      return `wanted = 'pause'`;
    case 'resume':
      return `wanted = 'run'`;
    case 'retry':
      return `wanted = 'run', failure = null`;
    case 'size':
      return `wanted_size = ${order.size}`;
  }
}
