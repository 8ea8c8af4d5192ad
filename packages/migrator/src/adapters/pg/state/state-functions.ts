import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { stateCodes } from './state-codes.ts';
import type { StateNames } from './state-names.ts';

/**
 * Bodies are literals, not dollar-quoted: no schema name can break out. `search_path` is fixed, whatever the session's
 * is. The best plan of their queries is the same for all arguments: it is made once, and not for each of the first five
 * calls, which is what a new state runs its first revisions with.
 */
function define(signature: string, returns: string, body: string): string {
  return `create or replace function ${signature} returns ${returns} language plpgsql
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as ${quoteLiteral(body)}`;
}

/**
 * Holds the lease's row to the end of the transaction when the token is still the newest, otherwise refuses. KEY SHARE
 * lets heartbeats pass (they change no key) and makes a takeover wait, since `token` is a key: between this check and
 * COMMIT nobody can take over.
 */
function fence(names: StateNames): string {
  return define(
    `${names.fence}(p_token bigint, p_run text)`,
    'void',
    `begin
  perform 1 from ${names.lease} l where l.token = p_token and l.run_id = p_run for key share;
  if not found then
    raise exception 'the lease of run % is lost: another runner took over', p_run using errcode = '${stateCodes.leaseLost}';
  end if;
end`,
  );
}

/**
 * The one statement that ends a revision's transaction: fence, row of \`applied\`, row of \`log\`. A revision began
 * with its transaction or, since all transactions of a message have the time at which the message came, when the log
 * was last written to; unless \`braid.began\` says it.
 *
 * All three are one query. Every query of a function has a plan that the session keeps, and looks at with each change
 * of the catalog: a session that serves the tenants of a fleet has the functions of each of them.
 */
function record(names: StateNames): string {
  const recorded = (change: string) => `with fenced as materialized (
    select from ${names.lease} l where l.token = p_token and l.run_id = p_run for key share
  ), timed as materialized (
    select round(extract(epoch from clock_timestamp() - coalesce(to_timestamp(nullif(current_setting('braid.began', true), '')::float8),
      greatest(transaction_timestamp(), (select l.at from ${names.log} l order by l.id desc limit 1)))) * 1000)::bigint as ms
  ), changed as (
    ${change} returning 1
  ), logged as (
    insert into ${names.log} (action, event, revision, slice, run_id, attempt_id, duration_ms, tool_version)
    select p_direction, 'done', p_revision, p_slice, p_run, p_attempt, timed.ms, p_tool from changed, timed
  )
  select exists (select from fenced), exists (select from changed) into v_fenced, v_changed`;
  return define(
    `${names.record}(p_token bigint, p_run text, p_attempt text, p_direction text, p_revision text, p_slice text,
  p_parents text[], p_dependencies text[], p_checksum text, p_tool text, p_guarded boolean)`,
    'void',
    `declare
  v_fenced boolean;
  v_changed boolean;
begin
  if p_guarded and current_setting('braid.attempt', true) is distinct from p_attempt then
    raise exception 'revision % ended its own transaction', p_revision using errcode = '${stateCodes.transactionEnded}';
  end if;
  if p_direction = 'upgrade' then
    ${recorded(`insert into ${names.applied} (revision, slice, parents, dependencies, checksum, applied_by, duration_ms, tool_version, run_id, attempt_id)
    select p_revision, p_slice, p_parents, p_dependencies, p_checksum, session_user, timed.ms, p_tool, p_run, p_attempt from fenced, timed
    on conflict do nothing`)};
  else
    ${recorded(`delete from ${names.applied} a using fenced where a.revision = p_revision`)};
  end if;
  if v_changed then
    return;
  end if;
  if not v_fenced then
    raise exception 'the lease of run % is lost: another runner took over', p_run using errcode = '${stateCodes.leaseLost}';
  end if;
  raise exception 'revision % was recorded by somebody else meanwhile', p_revision using errcode = '${stateCodes.alreadyRecorded}';
end`,
  );
}

/**
 * Refuses when a transaction older than \`p_age\` holds a lock in the way of the named relations. Cheap when there is
 * none that old: the second condition is a query of its own, which is planned only when it is reached. The first one
 * asks the functions below \`pg_stat_activity\` and \`pg_prepared_xacts\`: what those views join is names.
 */
function refuseBlocked(names: StateNames): string {
  return define(
    `${names.refuseBlocked}(p_exclusive text[], p_shared text[], p_age interval)`,
    'void',
    `begin
  if exists (select from pg_stat_get_activity(null) a where a.pid <> pg_backend_pid() and a.xact_start < clock_timestamp() - p_age
               and a.datid = (select oid from pg_database where datname = current_database()))
     or exists (select from pg_prepared_xact() x where x.prepared < clock_timestamp() - p_age
                  and x.dbid = (select oid from pg_database where datname = current_database())) then
    if exists (select 1 from (${blockersQuery('p_exclusive', 'p_shared', 'p_age')}) b) then
      raise exception 'a long transaction holds a conflicting lock' using errcode = '${stateCodes.blocked}';
    end if;
  end if;
end`,
  );
}

/**
 * Sessions in the way, and transactions that were prepared for a commit in two phases, which no session holds any more.
 * Readers (AccessShare, RowShare) are in the way only of statements that may need AccessExclusive. Autovacuum is left
 * out: it gives way by itself. Arguments are SQL expressions of type text[], text[] and interval.
 */
export function blockersQuery(exclusive: string, shared: string, age: string): string {
  const named = `(c.relname operator(pg_catalog.=) any (${exclusive})
    or (c.relname operator(pg_catalog.=) any (${shared}) and l.mode operator(pg_catalog.<>) all (array['AccessShareLock', 'RowShareLock'])))`;
  const before = `(pg_catalog.clock_timestamp() operator(pg_catalog.-) ${age})`;
  return `(select distinct on (a.pid) a.pid, c.relname, l.mode, a.xact_start, a.usename, a.application_name, a.state, a.query
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) l.pid
join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) l.relation
where l.locktype operator(pg_catalog.=) 'relation' and l.granted and a.pid operator(pg_catalog.<>) pg_catalog.pg_backend_pid()
  and l.database operator(pg_catalog.=) (select d.oid from pg_catalog.pg_database d where d.datname operator(pg_catalog.=) pg_catalog.current_database())
  and a.backend_type operator(pg_catalog.<>) 'autovacuum worker'
  and a.xact_start operator(pg_catalog.<) ${before} and ${named}
order by a.pid, c.relname)
union all
(select distinct on (x.gid) 0, c.relname, l.mode, x.prepared, x.owner, '', 'prepared', x.gid
from pg_catalog.pg_prepared_xacts x
join pg_catalog.pg_locks t on t.locktype operator(pg_catalog.=) 'transactionid' and t.transactionid operator(pg_catalog.=) x.transaction and t.pid is null
join pg_catalog.pg_locks l on l.virtualtransaction operator(pg_catalog.=) t.virtualtransaction and l.pid is null
join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) l.relation
where l.locktype operator(pg_catalog.=) 'relation' and l.granted and x.database operator(pg_catalog.=) pg_catalog.current_database()
  and x.prepared operator(pg_catalog.<) ${before} and ${named}
order by x.gid, c.relname)`;
}

export function stateFunctions(names: StateNames): readonly string[] {
  return [fence(names), record(names), refuseBlocked(names)];
}
