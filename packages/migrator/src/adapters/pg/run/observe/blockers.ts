import type { Blocker, LockTargets } from '../../../../ports/database/database-observer.ts';
import { redactSql } from '../../../../sql/redact-sql.ts';
import type { PgConnection } from '../../connection/connection.ts';
import type { Session } from '../../connection/session.ts';
import { interval } from '../../state/lease.ts';
import { textArray } from '../../state/log.ts';
import { blockersQuery } from '../../state/state-functions.ts';
import type { Script } from '../script.ts';

/** Who holds a lock in the way of the named relations, in a transaction older than asked for. Oldest first. */
export async function findBlockers(
  connection: PgConnection,
  session: Session,
  targets: LockTargets,
  olderThanMs: number,
): Promise<readonly Blocker[]> {
  const query = blockersQuery(textArray(targets.exclusive), textArray(targets.shared), interval(olderThanMs));
  const script = connection
    .transaction()
    .add(
      `select pid, relname, mode, round(extract(epoch from clock_timestamp() - xact_start) * 1000), usename, application_name, state, query
from (${query}) b order by xact_start limit 20`,
    )
    .add('commit');
  return blockersFrom(connection, session, script);
}

/** Whom the statement of the given session waits for now. */
export function whoBlocks(connection: PgConnection, session: Session, pid: number): Promise<readonly Blocker[]> {
  const script = connection
    .transaction()
    .add(
      `select a.pid, coalesce(w.relname, w.locktype, ''), coalesce(w.mode, ''), round(extract(epoch from clock_timestamp() - a.xact_start) * 1000),
a.usename, a.application_name, a.state, a.query
from unnest(pg_blocking_pids(${pid})) b(pid) join pg_stat_activity a on a.pid = b.pid
left join lateral (select c.relname, l.locktype, l.mode from pg_locks l left join pg_class c on c.oid = l.relation
  where l.pid = ${pid} and not l.granted limit 1) w on true
union all
-- A prepared transaction has no process: number 0 means all of them.
select 0, coalesce(w.relname, w.locktype, ''), coalesce(w.mode, ''), round(extract(epoch from clock_timestamp() - x.prepared) * 1000),
x.owner, '', 'prepared', x.gid
from pg_prepared_xacts x
left join lateral (select c.relname, l.locktype, l.mode from pg_locks l left join pg_class c on c.oid = l.relation
  where l.pid = ${pid} and not l.granted limit 1) w on true
where x.database = current_database() and 0 = any (pg_blocking_pids(${pid}))
order by 4 desc limit 20`,
    )
    .add('commit');
  return blockersFrom(connection, session, script);
}

async function blockersFrom(connection: PgConnection, session: Session, script: Script): Promise<readonly Blocker[]> {
  const outcome = await connection.own('Looking for blocking transactions', script, session);
  return (outcome.rows[outcome.rows.length - 2] ?? []).map(
    ([pid, relation, mode, age, user, application, state, sql]) => ({
      pid: Number(pid),
      relation: relation ?? '',
      mode: mode ?? '',
      ageMs: Number(age),
      ...(user ? { user } : {}),
      ...(application ? { application } : {}),
      ...(state ? { state } : {}),
      ...(state === 'prepared' && sql ? { prepared: sql } : {}),
      // The server writes this text where the role may not see the query.
      ...(state !== 'prepared' && sql && sql !== '<insufficient privilege>'
        ? { query: redactSql(sql).slice(0, 500) }
        : {}),
    }),
  );
}
