import { type DatabaseTotals, DURATION_BOUNDS, type LastRun, type LogTotal } from '../../../state/log-totals.ts';
import type { PgConnection } from '../connection/connection.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { Script } from '../run/script.ts';
import { logAction, logEvent } from './log.ts';
import { cell, iso, type Row, readOnlyTransaction } from './read-beginning.ts';

/** The database and its log in figures: one round trip, read-only, right also where there is no state yet. */
export async function readTotals(connection: PgConnection): Promise<DatabaseTotals> {
  const { log } = connection.names;
  const script = new Script().add(readOnlyTransaction('repeatable read'));
  for (const limit of ownLimits(2_000, 10_000)) script.add(limit);
  const first = script.length + 1;
  const within = DURATION_BOUNDS.map((bound) => `count(*) filter (where duration_ms <= ${bound})`);
  const outcome = await connection.look(
    script
      .add('set local search_path = pg_catalog, pg_temp')
      .add(`select ${iso('clock_timestamp()')}, pg_database_size(current_database())::text`)
      .add(
        `select event, ${iso('at')}, duration_ms::text from ${log} where action = 'run' and event in ('done', 'failed') order by id desc limit 1`,
      )
      .add(
        `select action, event, coalesce(slice, ''), coalesce(sqlstate, ''), count(*)::text, count(duration_ms)::text, coalesce(sum(duration_ms), 0)::text,
${iso('max(at)')}, ${within.join(', ')} from ${log} group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      ),
  );
  const failure = outcome.failed?.failure;
  const noState = failure?.sqlState === '42P01' || failure?.sqlState === '3F000';
  if (failure !== undefined && !noState) throw connection.ownFailure('Reading the figures of the log', failure);
  const [at, size] = outcome.rows[first]?.[0] ?? [];
  return {
    at: at ?? '',
    sizeBytes: size === null || size === undefined ? null : Number(size),
    lastRun: (outcome.rows[first + 1] ?? []).map(parseLastRun)[0] ?? null,
    log: (outcome.rows[first + 2] ?? []).map(parseTotal),
  };
}

/** The size of the database alone: the log of a database that is years old is not read for it. */
export async function readSize(connection: PgConnection): Promise<number | null> {
  const script = new Script().add(readOnlyTransaction('read committed'));
  for (const limit of ownLimits(2_000, 10_000)) script.add(limit);
  const asked = script.length;
  const outcome = await connection.look(
    script.add('select pg_catalog.pg_database_size(pg_catalog.current_database())::text'),
  );
  if (outcome.failed !== undefined) throw connection.ownFailure('Reading the size', outcome.failed.failure);
  const size = outcome.rows[asked]?.[0]?.[0];
  return size === null || size === undefined ? null : Number(size);
}

function parseLastRun(row: Row): LastRun {
  const ms = row[2];
  return {
    event: cell(row, 0) === 'failed' ? 'failed' : 'done',
    at: cell(row, 1),
    durationMs: ms === null || ms === undefined ? null : Number(ms),
  };
}

function parseTotal(row: Row): LogTotal {
  return {
    action: logAction(cell(row, 0)),
    event: logEvent(cell(row, 1)),
    slice: cell(row, 2),
    sqlState: cell(row, 3),
    count: Number(cell(row, 4)),
    timed: Number(cell(row, 5)),
    durationMs: Number(cell(row, 6)),
    lastAt: cell(row, 7),
    within: DURATION_BOUNDS.map((_, index) => Number(cell(row, 8 + index))),
  };
}
