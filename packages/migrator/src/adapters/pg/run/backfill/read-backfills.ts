import type { BackfillState, FailedKey } from '../../../../state/backfill-state.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { cell, iso, type Row } from '../../state/read-beginning.ts';
import type { StateNames } from '../../state/state-names.ts';
import { Script } from '../script.ts';

/** A query of the rows, for `parseBackfill`. */
export function backfillQuery(names: StateNames, where = 'true'): string {
  return `select p.revision, p.slice, p.direction, b."table", array_to_json(b.key), array_to_json(b.lower_key), array_to_json(b.upper_key), array_to_json(b.cursor_key),
b.size, b.batches, b.keys, b.rows, b.estimate, b.failed, b.busy_ms, ${iso('b.since')}, ${iso('b.updated_at')},
to_jsonb(b) ->> 'paused_for', to_jsonb(b) ->> 'paused_at'
from ${names.batch} b join ${names.progress} p on p.revision = b.revision where ${where} order by b.since, b.revision`;
}

/** Those that are not finished; empty where the table is not there yet. */
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
    ...(row[17] ? { pausedFor: row[17] } : {}),
    ...(row[18] ? { pausedAt: row[18] } : {}),
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
