import type { DataRow } from '../../../execute/data/data-operations.ts';
import type { RevisionSession } from '../../../ports/database/revision-runner.ts';
import { statementsOf } from '../transaction-control.ts';

/** What a fetch is to bring, in characters; as much again is held while the next one is read. */
const FETCHED = 256 * 1024;
const FIRST_ROWS = 16;
const MOST_ROWS = 2_000;
/** This many rows tell how large the others are. */
const SAMPLE = 32;

export interface StreamTools {
  /** Sends a statement of the code. */
  readonly execute: RevisionSession['execute'];
  readonly session: Pick<RevisionSession, 'keepsCursors'>;
  readonly transactional: boolean;
}

let cursors = 0;

/**
 * The rows of a query by a cursor of the server. Other statements can run between two fetches: a portal of the driver
 * (`pg-cursor`) would keep the connection to itself. Without a transaction around it the server keeps the whole result.
 */
export async function* streamRows(
  sql: string,
  params: readonly unknown[] | undefined,
  { execute, session, transactional }: StreamTools,
): AsyncGenerator<DataRow, void, undefined> {
  const [query = sql, second] = statementsOf(sql);
  if (second !== undefined) throw new TypeError('op.stream takes one query, and these are several');
  if (!transactional && !session.keepsCursors)
    throw new TypeError(
      'op.stream needs a transaction or a direct connection: a pooler gives each fetch another session',
    );
  cursors += 1;
  const name = `braid_stream_${cursors}`;
  await execute(`declare ${name} no scroll cursor ${transactional ? '' : 'with hold '}for ${query}`, params);
  let hasFailed = false;
  try {
    for (let count = FIRST_ROWS; ; ) {
      const rows: (DataRow | undefined)[] = (await execute(`fetch forward ${count} from ${name}`)).rows;
      const isLast = rows.length < count;
      count = Math.min(MOST_ROWS, count * 4, Math.max(1, Math.round(FETCHED / sizeOf(rows))));
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at];
        // What is kept until the end of a fetch is old to V8, which then collects it late.
        rows[at] = undefined;
        // `yield*` would wait twice for each row.
        if (row !== undefined) yield row;
      }
      if (isLast) return;
    }
  } catch (error) {
    hasFailed = true;
    throw error;
  } finally {
    if (!hasFailed) await execute(`close ${name}`);
  }
}

/** Characters of an average row, about. */
function sizeOf(rows: readonly (DataRow | undefined)[]): number {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  let size = 0;
  let seen = 0;
  for (let at = 0; at < rows.length; at += step, seen += 1) {
    for (const value of Object.values(rows[at] ?? {})) size += 16 + lengthOf(value);
  }
  return Math.max(1, size / Math.max(1, seen));
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Buffer.isBuffer(value)) return value.length;
  return typeof value === 'object' && value !== null ? (JSON.stringify(value)?.length ?? 0) : 0;
}
