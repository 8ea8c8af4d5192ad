import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import type { BackfillState, BackgroundState, FailedKey } from '../../../../state/backfill-state.ts';
import type { BatchMinute, LogQuery } from '../../../../state/log.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { cell, iso, type Row } from '../../state/read-beginning.ts';
import type { StateNames } from '../../state/state-names.ts';
import { Script } from '../script.ts';

/** A query of the rows, for `parseBackfill`. */
export function backfillQuery(names: StateNames, where = 'true'): string {
  return `select p.revision, p.slice, p.direction, b."table", array_to_json(b.key), array_to_json(b.lower_key), array_to_json(b.upper_key), array_to_json(b.cursor_key),
b.size, b.batches, b.keys, b.rows, b.estimate, b.failed, b.busy_ms, ${iso('b.since')}, ${iso('b.updated_at')},
to_jsonb(b) || jsonb_build_object('is_expired', coalesce((to_jsonb(b) ->> 'expires_at')::timestamptz <= clock_timestamp(), true))
from ${names.batch} b join ${names.progress} p on p.revision = b.revision where ${where} order by b.since, b.revision`;
}

/** Those that are not finished; empty if the table does not exist yet. */
export async function readBackfills(connection: PgConnection): Promise<readonly BackfillState[]> {
  const script = new Script()
    .add('set transaction isolation level read committed read only')
    .add('set local search_path = pg_catalog, pg_temp')
    .add(backfillQuery(connection.names));
  const outcome = await connection.look(script);
  const state = outcome.failed?.failure.sqlState;
  if (state === '42P01' || state === '3F000') return [];
  if (outcome.failed !== undefined) throw connection.ownFailure('Reading the batches', outcome.failed.failure);
  return (outcome.rows[2] ?? []).map(parseBackfill);
}

/** Batches summed by minute; empty if the table does not exist yet. */
export async function readBatchMinutes(
  connection: PgConnection,
  { limit, revision, runId }: LogQuery,
): Promise<readonly BatchMinute[]> {
  const conditions = [
    ...(revision === undefined ? [] : [`revision = ${quoteLiteral(revision)}`]),
    ...(runId === undefined ? [] : [`run_id = ${quoteLiteral(runId)}`]),
  ];
  const script = new Script()
    .add('set transaction isolation level read committed read only')
    .add('set local search_path = pg_catalog, pg_temp')
    .add(
      `select ${iso('minute')}, revision, direction, run_id, batches, keys, rows from ${connection.names.batchMinute}
${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`} order by minute desc, run_id, revision limit ${Math.max(0, Math.floor(limit))}`,
    );
  const outcome = await connection.look(script);
  const state = outcome.failed?.failure.sqlState;
  if (state === '42P01' || state === '3F000') return [];
  if (outcome.failed !== undefined) throw connection.ownFailure('Reading the batches', outcome.failed.failure);
  return (outcome.rows[2] ?? []).map((row) => ({
    at: cell(row, 0),
    revision: cell(row, 1),
    direction: cell(row, 2) === 'downgrade' ? 'downgrade' : 'upgrade',
    runId: cell(row, 3),
    batches: Number(cell(row, 4)),
    keys: Number(cell(row, 5)),
    rows: Number(cell(row, 6)),
  }));
}

export function parseBackfill(row: Row): BackfillState {
  const number = (index: number): number => Number(cell(row, index));
  const keys = Object.entries({ lower: texts(row[5]), upper: texts(row[6]), cursor: texts(row[7]) });
  return {
    revision: cell(row, 0),
    slice: cell(row, 1),
    direction: cell(row, 2) === 'downgrade' ? 'downgrade' : 'upgrade',
    table: cell(row, 3),
    key: texts(row[4]) ?? [],
    ...Object.fromEntries(keys.filter(([, value]) => value !== undefined)),
    size: number(8),
    batches: number(9),
    keys: number(10),
    rows: number(11),
    estimate: number(12),
    failed: failedKeys(row[13]),
    busyMs: number(14),
    since: cell(row, 15),
    updatedAt: cell(row, 16),
    ...laterColumns(JSON.parse(row[17] ?? '{}')),
  };
}

/** A JSON array of texts. */
function texts(json: string | null | undefined): readonly string[] | undefined {
  const value: unknown = JSON.parse(json ?? 'null');
  return Array.isArray(value) ? value.map(String) : undefined;
}

function failedKeys(json: string | null | undefined): readonly FailedKey[] {
  const value: unknown = JSON.parse(json ?? '[]');
  if (!Array.isArray(value)) throw new TypeError('The server answered no list of failed keys.');
  return value.map((each: unknown) => {
    const field = (name: string): unknown => (typeof each === 'object' && each !== null ? Reflect.get(each, name) : '');
    const key = field('key');
    return {
      key: Array.isArray(key) ? key.map(String) : [],
      sqlState: String(field('sqlState')),
      said: String(field('said')),
    };
  });
}

/** Columns that an older state schema may lack. */
function laterColumns(row: unknown): Partial<BackfillState> {
  const value = (name: string): unknown =>
    typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
  const text = (name: string, as: string) => {
    const found = value(name);
    return found === null || found === undefined ? {} : { [as]: String(found) };
  };
  const paused = { ...text('paused_for', 'pausedFor'), ...text('paused_at', 'pausedAt') };
  if (value('background') !== true) return paused;
  const [size, worker, expiresAt] = [value('wanted_size'), value('worker'), value('expires_at')];
  const background: BackgroundState = {
    wanted: value('wanted') === 'pause' ? 'pause' : 'run',
    ...text('ordered_by', 'orderedBy'),
    ...(typeof size === 'number' ? { size } : {}),
    ...text('failure', 'failure'),
    ...(typeof worker === 'string'
      ? {
          worker: {
            runId: worker,
            host: String(value('worker_host') ?? ''),
            pid: Number(value('worker_pid') ?? 0),
            expiresAt: String(expiresAt ?? ''),
            expired: value('is_expired') === true,
          },
        }
      : {}),
  };
  return { ...paused, background };
}
