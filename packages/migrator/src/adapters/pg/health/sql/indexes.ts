import { pages, SCOPE } from './scope.ts';

/** Rows are `IndexFacts`, without parts of partitioned indexes that are as they should be. */
export const indexes = (version: number): string => `with ${SCOPE},
busy as materialized (
  select distinct relation from pg_locks
  where locktype = 'relation' and mode in ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'AccessExclusiveLock')
    and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())
),
part as materialized (select inhrelid from pg_inherits)
select r.schema, r.relname as "name", t.relname as "table", t.oid::text as "tableId",
  i.indisvalid and i.indisready and i.indislive as "isValid", busy.relation is not null as "isTableBusy",
  i.indisunique as "isUnique", con.conname as "constraint",
  exists (select from pg_constraint f where f.contype = 'f' and f.conindid = r.oid) as "isReferenced",
  i.indisreplident as "isReplicaIdentity", i.indisclustered as "isClustered",
  part.inhrelid is not null as "isAttached", t.relkind = 'p' as "isOnPartitioned", am.amname as "method",
  (i.indkey::int2[])[0:i.indnkeyatts - 1]::int[] as "keys",
  (i.indkey::int2[])[i.indnkeyatts:i.indnatts - 1]::int[] as "included",
  (select array_agg(i.indclass[at] || ' ' || i.indcollation[at] || ' ' || coalesce(i.indoption[at], 0) order by at)
    from generate_series(0, i.indnkeyatts - 1) as at) as "keyOptions",
  pg_get_expr(i.indexprs, i.indrelid) as "expressions", pg_get_expr(i.indpred, i.indrelid) as "predicate",
  ${version >= 150_000 ? 'i.indnullsnotdistinct' : 'false'} as "nullsNotDistinct",
  pg_stat_get_numscans(r.oid)::float8 as "scans", ${pages('r.relpages')} as "bytes",
  pg_get_indexdef(r.oid) as "definition"
from relation r
join pg_index i on i.indexrelid = r.oid
join relation t on t.oid = i.indrelid
join pg_am am on am.oid = r.relam
left join busy on busy.relation = t.oid
left join part on part.inhrelid = r.oid
left join lateral (
  select conname from pg_constraint c where c.conindid = r.oid and c.conrelid = t.oid and c.contype in ('p', 'u', 'x') limit 1
) con on true
order by r.schema, r.relname`;
