import type { Blocker, RunnerSession } from '../../../../ports/database/database-observer.ts';
import { redactSql } from '../../../../sql/redact-sql.ts';
import type { PgConnection } from '../../connection/connection.ts';
import { lookingScript } from './pulse.ts';
import { serverProgress } from './server-progress.ts';

/** The server writes this text where the role may not see the query. */
const HIDDEN = '<insufficient privilege>';

/** In characters. */
const SHOWN = 500;

/** See `DatabaseObserver.readRunners`. */
export async function readRunners(connection: PgConnection): Promise<readonly RunnerSession[]> {
  const script = lookingScript(connection);
  const at = script.length;
  script.add(
    `select a.pid, a.application_name, coalesce(a.state, ''), nullif(concat_ws(': ', a.wait_event_type, a.wait_event), ''),
case when a.state = 'active' then a.query end, case when a.state = 'active' then round(extract(epoch from clock_timestamp() - a.query_start) * 1000) end,
(select coalesce(json_agg(json_build_array(b.pid, b.usename, b.application_name, b.state, b.query, round(extract(epoch from clock_timestamp() - b.xact_start) * 1000),
    (select l.mode from pg_locks l where l.pid = a.pid and not l.granted limit 1),
    (select c.relname from pg_locks l join pg_class c on c.oid = l.relation where l.pid = a.pid and not l.granted limit 1)) order by b.xact_start), '[]')
  from unnest(pg_blocking_pids(a.pid)) k(pid) join pg_stat_activity b on b.pid = k.pid)
from pg_stat_activity a
where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend' and a.application_name like 'braid%'
order by a.backend_start limit 20`,
  );
  const outcome = await connection.own('Looking at sessions of Braid', script);
  const sessions: RunnerSession[] = [];
  for (const [pid, application, state, waits, query, ms, blockers] of outcome.rows[at] ?? []) {
    const isActive = state === 'active';
    const session = await connection.session();
    sessions.push({
      pid: Number(pid),
      application: application ?? '',
      state: state ?? '',
      // An idle session waits for its client, which is not shown.
      waitsFor: isActive ? (waits ?? null) : null,
      statement: shownStatement(query),
      statementMs: ms === null || ms === undefined ? null : Number(ms),
      blockers: blockersOf(blockers),
      progress: isActive ? ((await serverProgress(connection, session, Number(pid))) ?? null) : null,
    });
  }
  return sessions;
}

function shownStatement(query: string | null | undefined): string | null {
  return query === null || query === undefined || query === HIDDEN ? null : redactSql(query).slice(0, SHOWN);
}

function blockersOf(json: string | null | undefined): readonly Blocker[] {
  const rows: unknown = JSON.parse(json ?? '[]');
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    if (!Array.isArray(row)) return [];
    const [pid, user, application, state, query, age, mode, relation]: unknown[] = row;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const statement = shownStatement(typeof query === 'string' ? query : null);
    return [
      {
        pid: Number(pid),
        relation: text(relation),
        mode: text(mode),
        ageMs: Number(age ?? 0),
        ...(text(user) === '' ? {} : { user: text(user) }),
        ...(text(application) === '' ? {} : { application: text(application) }),
        ...(text(state) === '' ? {} : { state: text(state) }),
        ...(statement === null ? {} : { query: statement }),
      },
    ];
  });
}
