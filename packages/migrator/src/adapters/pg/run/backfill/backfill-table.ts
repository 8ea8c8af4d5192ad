import { ConnectionLostError } from '../../../../errors/database/connection-errors.ts';
import { LeaseLostError } from '../../../../errors/run/lease-errors.ts';
import type { BatchKey, BatchMark, BatchResult, BatchWork } from '../../../../ports/database/backfill-store.ts';
import type { Limits } from '../../../../ports/database/limits.ts';
import type { RevisionAttempt } from '../../../../ports/database/revision-runner.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { BackfillState, FailedKey } from '../../../../state/backfill-state.ts';
import type { Lease } from '../../../../state/lease.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { withBatchTable } from '../../state/batch-table.ts';
import { insertLog, literal, textArray } from '../../state/log.ts';
import { stateCodes } from '../../state/state-codes.ts';
import type { StateNames } from '../../state/state-names.ts';
import { recordCall } from '../revision-script.ts';
import { Script } from '../script.ts';
import { fromHalfWay } from './half-way.ts';
import { backfillQuery, parseBackfill } from './read-backfills.ts';
import { KEY_SETTINGS } from './read-batch-key.ts';
import { sendCode, sendStatements } from './send-batch.ts';
import { tableTree } from './table-tree.ts';

/** SQL that fails unless the caller may still change what is known about the batches of a revision. */
export type Fence = (lease: Lease, revision: string) => string;

function leaseFence(names: StateNames): Fence {
  return ({ token, request }) => `select ${names.fence}(${token}, ${quoteLiteral(request.runId)})`;
}

/** The rows of `braid.batch`. Every change to them proves the lease in its own transaction. */
export class BackfillTable {
  readonly #connection: PgConnection;
  readonly #prove: Fence;

  /** @param prove refuses a change once the caller may not make it; by default, once the lease is lost */
  constructor(connection: PgConnection, prove: Fence = leaseFence(connection.names)) {
    this.#connection = connection;
    this.#prove = prove;
  }

  async begin(
    lease: Lease,
    { record, attemptId }: RevisionAttempt,
    done: readonly string[],
    key: BatchKey,
    size: number,
  ): Promise<BackfillState> {
    const { names, options } = this.#connection;
    const revision = quoteLiteral(record.revision);
    const values = [record.revision, record.slice, record.direction];
    const note = { action: record.direction, event: 'started', revision: record.revision, attemptId } as const;
    const script = this.#own()
      .add(withBatchTable(names))
      .add(this.#prove(lease, record.revision))
      .add(
        `insert into ${names.progress} (revision, slice, direction, done, run_id, attempt_id) values
(${values.map(literal).join(', ')}, ${textArray(done)}, ${literal(lease.request.runId)}, ${literal(attemptId)})
on conflict (revision) do update set done = excluded.done, run_id = excluded.run_id, attempt_id = excluded.attempt_id, updated_at = clock_timestamp()`,
      )
      .add(
        `insert into ${names.batch} (revision, "table", key, lower_key, upper_key, size, estimate)
select ${revision}, ${quoteLiteral(key.table)}, ${textArray(key.columns)}, ${edge(key, 'asc')}, ${edge(key, 'desc')}, ${size}, ${estimate(key)}
where not exists (select from ${names.batch} where revision = ${revision})`,
      )
      .add(insertLog(names.log, lease, { ...note, slice: record.slice }, options.toolVersion));
    const at = script.length;
    script.add(backfillQuery(names, `b.revision = ${revision}`)).add('commit');
    const outcome = await this.#connection.own('Beginning the batches', script);
    return parseBackfill(outcome.rows[at]?.[0] ?? []);
  }

  /** Records a revision whose batches a worker will run: all or nothing. */
  async register(
    lease: Lease,
    { record, attemptId }: RevisionAttempt,
    mark: string,
    key: BatchKey,
    size: number,
  ): Promise<void> {
    const { names, options } = this.#connection;
    const values = [record.revision, record.slice, record.direction].map(literal).join(', ');
    const ids = [lease.request.runId, attemptId].map(literal).join(', ');
    const script = this.#own()
      .add(withBatchTable(names))
      .add(`insert into ${names.progress} (revision, slice, direction, done, run_id, attempt_id) values (${values}, ${textArray([mark])}, ${ids})
on conflict (revision) do update set run_id = excluded.run_id, attempt_id = excluded.attempt_id, updated_at = clock_timestamp()`)
      .add(
        `insert into ${names.batch} (revision, "table", key, lower_key, upper_key, size, estimate, background)
select ${quoteLiteral(record.revision)}, ${quoteLiteral(key.table)}, ${textArray(key.columns)}, ${edge(key, 'asc')}, ${edge(key, 'desc')}, ${size}, ${estimate(key)}, true
where not exists (select from ${names.batch} where revision = ${quoteLiteral(record.revision)})`,
      )
      // What a run in the foreground began continues in the background.
      .add(`update ${names.batch} set background = true where revision = ${quoteLiteral(record.revision)}`)
      .add(recordCall(names, lease, record, attemptId, options.toolVersion, false))
      .add('commit');
    await this.#connection.own('Recording the revision', script);
  }

  /** The statement's cursor is stored in the same transaction: no row is done twice, and none is left out. */
  async runBatch(
    lease: Lease,
    attempt: RevisionAttempt,
    work: BatchWork,
    mark: BatchMark,
    limits: Limits,
  ): Promise<BatchResult> {
    const session = await this.#connection.session();
    await session.clean();
    const worked =
      typeof work === 'function'
        ? await sendCode(this.#connection, session, attempt.attemptId, work, limits)
        : await sendStatements(this.#connection, session, attempt.attemptId, work, limits);
    if ('kind' in worked) return worked;
    const { rows } = worked;
    const end = new Script();
    for (const sql of session.fresh.role) end.add(sql, { unit: 0 });
    end
      .add('set local search_path = pg_catalog, pg_temp', { unit: 0 })
      .add(this.#prove(lease, attempt.record.revision), { unit: 0 });
    for (const sql of this.#marked(lease, attempt, mark, rows)) end.add(sql, { unit: 0 });
    for (const sql of session.fresh.rest) end.add(sql, { unit: 0 });
    if (mark.kind !== 'step') end.add(UNFLUSHED, { unit: 0 });
    end.add('commit', { unit: 0, commits: true });
    end.endsFresh = true;
    const { failed } = await session.run(end);
    if (failed === undefined) return { kind: 'done', rows };
    const { sqlState, message } = failed.failure;
    const target = this.#connection.target.display;
    if (sqlState === stateCodes.leaseLost) throw new LeaseLostError({ target });
    if (sqlState === stateCodes.batchesMoved) throw new ConnectionLostError({ said: message, target });
    return { kind: 'failed', failure: failed.failure };
  }

  async skip(
    lease: Lease,
    { record }: RevisionAttempt,
    failed: FailedKey,
    after: readonly string[] | undefined,
  ): Promise<void> {
    const { names } = this.#connection;
    const script = this.#own()
      .add(this.#prove(lease, record.revision))
      .add(
        fromHalfWay(
          names,
          record.revision,
          after === undefined ? {} : { cursor: after },
          `update ${names.batch} set cursor_key = ${textArray(failed.key)}, keys = keys + 1, updated_at = clock_timestamp(),
failed = failed || ${quoteLiteral(JSON.stringify([failed]))}::jsonb where revision = ${quoteLiteral(record.revision)}`,
        ),
      )
      .add('commit');
    await this.#connection.own('Noting the key that failed', script);
  }

  /** Stores why the batches wait, and since when. */
  async pause(lease: Lease, { record }: RevisionAttempt, reason: string | undefined): Promise<void> {
    const since = 'case when paused_for is null then clock_timestamp() else paused_at end';
    const set =
      reason === undefined
        ? 'paused_for = null, paused_at = null'
        : `paused_at = ${since}, paused_for = ${literal(reason)}`;
    const script = this.#own()
      .add(this.#prove(lease, record.revision))
      .add(`update ${this.#connection.names.batch} set ${set} where revision = ${quoteLiteral(record.revision)}`);
    await this.#connection.own('Noting why the batches wait', script.add('commit'));
  }

  /** Forgets the batches of a step of code, and records that it is done. */
  async finishStep(
    lease: Lease,
    { record }: RevisionAttempt,
    done: readonly string[],
    at: Pick<BackfillState, 'cursor'>,
  ): Promise<void> {
    const { names } = this.#connection;
    const { revision } = record;
    const script = this.#own()
      .add(this.#prove(lease, revision))
      .add(fromHalfWay(names, revision, at, remembering(names, revision, done)))
      .add(`delete from ${names.batch} where revision = ${quoteLiteral(revision)}`);
    await this.#connection.own('Noting the step that is done', script.add('commit'));
  }

  #marked(lease: Lease, { record }: RevisionAttempt, mark: BatchMark, rows: number): readonly string[] {
    const { names } = this.#connection;
    const revision = quoteLiteral(record.revision);
    if (mark.kind === 'step') {
      const at = { doneStatements: mark.before };
      return [fromHalfWay(names, record.revision, at, remembering(names, record.revision, mark.done))];
    }
    const set =
      mark.kind === 'cursor'
        ? `cursor_key = ${textArray(mark.to)}, keys = keys + ${mark.keys}, size = ${mark.nextSize}, batches = batches + 1, busy_ms = busy_ms + ${Math.round(mark.busyMs)}`
        : `failed = (select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(failed) f where f -> 'key' <> ${quoteLiteral(JSON.stringify(mark.key))}::jsonb)`;
    const counts = `1, ${mark.kind === 'cursor' ? mark.keys : 0}, ${rows}`;
    const change = `update ${names.batch} set ${set}, rows = rows + ${rows}, updated_at = clock_timestamp() where revision = ${revision}`;
    return [
      fromHalfWay(names, record.revision, mark.after === undefined ? {} : { cursor: mark.after }, change),
      `insert into ${names.batchMinute} as m (revision, direction, run_id, minute, batches, keys, rows)
values (${revision}, ${quoteLiteral(record.direction)}, ${quoteLiteral(lease.request.runId)}, date_trunc('minute', clock_timestamp()), ${counts})
on conflict (revision, run_id, minute) do update set batches = m.batches + 1, keys = m.keys + excluded.keys, rows = m.rows + excluded.rows`,
    ];
  }

  /** A transaction of our own, in which the text of a key means the same wherever it is read. */
  #own(): Script {
    const script = this.#connection.transaction();
    for (const setting of KEY_SETTINGS) script.add(setting);
    return script;
  }
}

/**
 * A batch is short, and would wait for the disk as long as it ran. When the server crashes, rows and cursor are lost
 * together, and the record at the end waits for all of them. Any setting but `on` is kept, and so is `on` where there
 * are synchronous replicas.
 */
const UNFLUSHED = `select set_config('synchronous_commit', 'off', true)
where current_setting('synchronous_commit') = 'on' and current_setting('synchronous_standby_names') = ''`;

function remembering(names: StateNames, revision: string, done: readonly string[]): string {
  return `update ${names.progress} set done = ${textArray(done)}, intent = null, updated_at = clock_timestamp() where revision = ${quoteLiteral(revision)}`;
}

/** The first or the last key, as an array of texts. */
function edge({ table, columns }: BatchKey, order: 'asc' | 'desc'): string {
  const texts = columns.map((column) => `t.${column}::text`).join(', ');
  return `(select array[${texts}] from ${table} t order by ${columns.map((column) => `t.${column} ${order}`).join(', ')} limit 1)`;
}

/**
 * Rows of the table, its partitions and its children, as last counted by ANALYZE or VACUUM; 0 where they were never
 * counted.
 */
function estimate({ table }: BatchKey): string {
  const relation = `${quoteLiteral(table)}::regclass`;
  return `(select greatest((select reltuples from pg_class where oid = ${relation}),
(select sum(greatest(l.reltuples, 0)) from pg_class l where l.relkind = 'r' and l.oid in (${tableTree(relation)})), 0)::bigint)`;
}
