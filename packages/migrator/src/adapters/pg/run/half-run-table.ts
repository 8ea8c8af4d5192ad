import { LeaseLostError } from '../../../errors/run/lease-errors.ts';
import type { HalfWay } from '../../../ports/database/half-run-store.ts';
import type { Limits } from '../../../ports/database/limits.ts';
import type { RevisionAttempt } from '../../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../../ports/database/server-failure.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Statement } from '../../../sql/script/statement.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import type { Lease } from '../../../state/lease.ts';
import type { PgConnection } from '../connection/connection.ts';
import { insertLog, literal } from '../state/log.ts';
import { stateCodes } from '../state/state-codes.ts';
import { fromHalfWay } from './backfill/half-way.ts';
import { addBegin, recordCall } from './revision-script.ts';
import { Script } from './script.ts';

/** A session of our own is made fresh when the section is over. */
const NOTHING = { role: [], rest: [] };

/**
 * The rows of `braid.progress`, where half runs are written down. Every change of them proves the lease in its own
 * transaction.
 */
export class HalfRunTable {
  readonly #connection: PgConnection;
  readonly #isPooled: () => boolean;

  constructor(connection: PgConnection, isPooled: () => boolean) {
    this.#connection = connection;
    this.#isPooled = isPooled;
  }

  /** The statement and its checkpoint commit together: no doubt is left, whatever happens. */
  async runChecked(
    lease: Lease,
    attempt: RevisionAttempt,
    statement: Statement,
    hash: string,
    limits: Limits,
  ): Promise<ServerFailure | undefined> {
    const { names } = this.#connection;
    const script = new Script();
    addBegin(script, this.#connection.limits(limits), attempt.attemptId, 0);
    script.add(statement.sql, { unit: 0, statement: 0 }, statement.rows);
    const session = await this.#connection.session();
    session.dirty = true;
    // Behind a pooler the session goes to another client after this transaction.
    const { role, rest } = this.#isPooled() ? session.fresh : NOTHING;
    for (const sql of role) script.add(sql);
    if (role.length === 0 && readStatement(statement.sql).mayChangeSession) {
      script.add('set local session authorization default').add('set local role none');
    }
    script
      .add('set local search_path = pg_catalog, pg_temp')
      .add(this.#fence(lease))
      .add(
        `update ${names.progress} set done = done || ${quoteLiteral(hash)}::text, intent = null, updated_at = clock_timestamp() where revision = ${quoteLiteral(attempt.record.revision)}`,
      );
    for (const sql of rest) script.add(sql);
    script.endsFresh = rest.length > 0;
    const outcome = await session.run(script.add('commit'));
    const { failed } = outcome;
    if (failed === undefined) return undefined;
    if (failed.failure.sqlState === stateCodes.leaseLost)
      throw new LeaseLostError({ target: this.#connection.target.display });
    return failed.failure;
  }

  async noteIntent(lease: Lease, attempt: RevisionAttempt, sql: string | undefined): Promise<void> {
    const { names, options } = this.#connection;
    const { record } = attempt;
    const script = this.#connection
      .transaction()
      .add(this.#fence(lease))
      .add(
        `insert into ${names.progress} (revision, slice, direction, intent, run_id, attempt_id) values
(${[record.revision, record.slice, record.direction, sql, lease.request.runId, attempt.attemptId].map(literal).join(', ')})
on conflict (revision) do update set intent = coalesce(excluded.intent, ${names.progress}.intent), run_id = excluded.run_id, attempt_id = excluded.attempt_id, updated_at = clock_timestamp()`,
      );
    if (sql === undefined) {
      const { revision, slice, direction } = record;
      const note = { action: direction, event: 'started', revision, slice, attemptId: attempt.attemptId } as const;
      script.add(insertLog(names.log, lease, note, options.toolVersion));
    }
    await this.#connection.own('Noting the statement about to run', script.add('commit'));
  }

  noteDone(lease: Lease, attempt: RevisionAttempt, hash: string): Promise<void> {
    return this.#update(lease, attempt, `done = done || ${quoteLiteral(hash)}::text, intent = null`);
  }

  clearIntent(lease: Lease, attempt: RevisionAttempt): Promise<void> {
    return this.#update(lease, attempt, 'intent = null');
  }

  async finish(lease: Lease, attempt: RevisionAttempt, halfWay?: HalfWay): Promise<void> {
    const { names, options } = this.#connection;
    const session = await this.#connection.session();
    const script = new Script();
    const limits = this.#connection.limits({ lockTimeoutMs: 5_000, statementTimeoutMs: 60_000 });
    addBegin(script, limits, attempt.attemptId, 0);
    for (const sql of session.fresh.role) script.add(sql);
    script
      // The revision began long before this transaction.
      .add(
        `select pg_catalog.set_config('braid.began', extract(epoch from l.at)::pg_catalog.text, true) from ${names.log} l
where l.attempt_id operator(pg_catalog.=) ${quoteLiteral(attempt.attemptId)} and l.event operator(pg_catalog.=) 'started' order by l.id desc limit 1`,
      )
      .add(recordCall(names, lease, attempt.record, attempt.attemptId, options.toolVersion, false))
      .add('set local search_path = pg_catalog, pg_temp');
    if (halfWay !== undefined) script.add(fromHalfWay(names, attempt.record.revision, halfWay));
    script.add(`delete from ${names.progress} where revision = ${quoteLiteral(attempt.record.revision)}`);
    for (const sql of session.fresh.rest) script.add(sql);
    script.add('commit');
    script.endsFresh = true;
    await this.#connection.own('Recording the revision', script);
    session.dirty = false;
  }

  async #update(lease: Lease, attempt: RevisionAttempt, change: string): Promise<void> {
    const script = this.#connection
      .transaction()
      .add(this.#fence(lease))
      .add(
        `update ${this.#connection.names.progress} set ${change}, updated_at = clock_timestamp() where revision = ${quoteLiteral(attempt.record.revision)}`,
      )
      .add('commit');
    await this.#connection.own('Noting the statement that ran', script);
  }

  #fence(lease: Lease): string {
    return `select ${this.#connection.names.fence}(${lease.token}, ${quoteLiteral(lease.request.runId)})`;
  }
}
