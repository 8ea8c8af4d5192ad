import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { Lease, LeaseRequest } from '../../../state/lease.ts';
import type { LogAction, LogEntry, LogEvent, LogNote, LogQuery } from '../../../state/log.ts';
import type { PgConnection } from '../connection/connection.ts';
import { Script } from '../run/script.ts';
import { readOnlyTransaction } from './read-beginning.ts';

/** SQL for a value: a literal, or NULL where there is none. */
export function literal(value: string | number | undefined): string {
  if (value === undefined) return 'null';
  return typeof value === 'number' ? String(Math.round(value)) : quoteLiteral(value);
}

/** A text[] of literals. */
export function textArray(values: readonly string[]): string {
  return `array[${values.map(quoteLiteral).join(',')}]::pg_catalog.text[]`;
}

/** INSERT of one row of the log. */
export function insertLog(table: string, { request }: Lease, note: LogNote, toolVersion: string): string {
  return `insert into ${table} ${COLUMNS} values (${logValues(request, note, toolVersion)})`;
}

/** The same, where the query with this FROM has a row. */
export function insertLogFrom(
  table: string,
  request: LeaseRequest,
  note: LogNote,
  toolVersion: string,
  from: string,
): string {
  return `insert into ${table} ${COLUMNS} select ${logValues(request, note, toolVersion)} ${from}`;
}

const COLUMNS =
  '(action, event, revision, slice, run_id, attempt_id, sqlstate, message, reason, duration_ms, host, tool_version)';

function logValues(request: LeaseRequest, note: LogNote, toolVersion: string): string {
  // What the server or a user said is kept to a length that suits a table.
  const short = (text: string | undefined) => text?.replaceAll('\0', '').slice(0, 4000);
  const values = [note.action, note.event, note.revision, note.slice, request.runId, note.attemptId, note.sqlState];
  const texts = [short(note.message), short(note.reason), note.durationMs, request.host, toolVersion];
  return [...values, ...texts].map(literal).join(', ');
}

const actions = ['run', 'upgrade', 'downgrade', 'stamp', 'merge', 'repair', 'backup', 'seed'] as const;
const events = ['started', 'done', 'failed'] as const;

/** An action as it was read. */
export function logAction(text: string | null | undefined): LogAction {
  return actions.find((each) => each === text) ?? 'run';
}

/** An event as it was read. */
export function logEvent(text: string | null | undefined): LogEvent {
  return events.find((each) => each === text) ?? 'done';
}

/** Newest first; empty where there is no state yet. */
export async function readLog(connection: PgConnection, query: LogQuery): Promise<readonly LogEntry[]> {
  const { log } = connection.names;
  const conditions = [
    ...(query.revision === undefined ? [] : [`revision = ${quoteLiteral(query.revision)}`]),
    ...(query.runId === undefined ? [] : [`run_id = ${quoteLiteral(query.runId)}`]),
    ...(query.actions === undefined ? [] : [`action in (${query.actions.map(quoteLiteral).join(', ')})`]),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const script = new Script()
    .add(readOnlyTransaction('read committed'))
    .add('set local search_path = pg_catalog, pg_temp')
    .add(
      `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), action, event, revision, slice, run_id, attempt_id, sqlstate, message,
reason, duration_ms, by, host, tool_version from ${log} ${where} order by id desc limit ${Math.max(0, Math.floor(query.limit))}`,
    );
  const outcome = await connection.look(script);
  const state = outcome.failed?.failure.sqlState;
  if (state === '42P01' || state === '3F000') return [];
  if (outcome.failed !== undefined) throw connection.ownFailure('Reading the log', outcome.failed.failure);
  return (outcome.rows[2] ?? []).map(parseEntry);
}

function parseEntry(row: readonly (string | null)[]): LogEntry {
  const [id, at, action, event, revision, slice, runId, attemptId, sqlState, message, reason, ms, by, host, tool] = row;
  const texts = { revision, slice, attemptId, sqlState, message, reason, host };
  return {
    id: id ?? '',
    at: at ?? '',
    action: logAction(action),
    event: logEvent(event),
    runId: runId ?? '',
    by: by ?? '',
    toolVersion: tool ?? '',
    ...(ms === null || ms === undefined ? {} : { durationMs: Number(ms) }),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null && value !== undefined)),
  };
}
