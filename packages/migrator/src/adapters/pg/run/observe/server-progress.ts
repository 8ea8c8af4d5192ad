import type { ServerProgress } from '../../../../ports/database/database-observer.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { Session } from '../../connection/session.ts';

const UNITS = ['blocks', 'tuples', 'transactions', 'bytes'] as const;

/** How far the statement of the session with this process is; `undefined` where the server has no progress of it. */
export async function serverProgress(
  connection: PgConnection,
  session: Session,
  pid: number,
): Promise<ServerProgress | undefined> {
  const script = connection.transaction().add(progressQuery(pid)).add('commit');
  const outcome = await connection.own('Looking how far the server is', script, session);
  const [row] = outcome.rows[outcome.rows.length - 2] ?? [];
  if (row === undefined) return undefined;
  const [command, phase, done, total, unit] = row;
  const known = UNITS.find((one) => one === unit);
  if (known === undefined) return undefined;
  return {
    ...{ command: command ?? '', phase: phase ?? '', done: Number(done), unit: known },
    total: Number(total) > 0 ? Number(total) : null,
  };
}

/** What of an index build counts depends on its phase: it waits for transactions, reads blocks, sorts tuples. */
function progressQuery(pid: number): string {
  return `select command, phase,
  case when phase like 'waiting%' then lockers_done when blocks_total > 0 then blocks_done else tuples_done end,
  case when phase like 'waiting%' then lockers_total when blocks_total > 0 then blocks_total else tuples_total end,
  case when phase like 'waiting%' then 'transactions' when blocks_total > 0 then 'blocks' else 'tuples' end
from pg_stat_progress_create_index where pid = ${pid}
union all select 'VACUUM', phase, heap_blks_scanned, heap_blks_total, 'blocks' from pg_stat_progress_vacuum where pid = ${pid}
union all select command, phase, heap_blks_scanned, heap_blks_total, 'blocks' from pg_stat_progress_cluster where pid = ${pid}
union all select command, 'copying', bytes_processed, bytes_total, 'bytes' from pg_stat_progress_copy where pid = ${pid}
limit 1`;
}
