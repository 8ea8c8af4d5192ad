import { pages, SCOPE } from './scope.ts';

/** Rows are `TableFacts`. `$2`: bytes from which on the widths of rows are summed up. */
export const TABLES = `with ${SCOPE},
size as materialized (
  select i.indrelid as oid, sum(c.relpages::float8) as pages
  from pg_index i join pg_class c on c.oid = i.indexrelid group by i.indrelid
)
select r.oid::text as "id", r.schema, r.relname as "name", r.relkind = 'p' as "isPartitioned",
  r.relispartition as "isPartition", root.schema as "rootSchema", root.relname as "rootName",
  r.reltuples::float8 as "rows",
  ${pages('r.relpages + coalesce(size.pages, 0) + coalesce(toast.relpages, 0) + coalesce(toast_size.pages, 0)')} as "bytes",
  ${pages('r.relpages')} as "ownBytes",
  exists (select from pg_index i where i.indrelid = r.oid and i.indisprimary) as "hasPrimaryKey",
  r.relrowsecurity as "rowSecurity",
  (select count(*) from pg_policy p where p.polrelid = r.oid)::int as "policies",
  coalesce(r.reloptions, '{}') || coalesce((select array_agg('toast.' || o) from unnest(toast.reloptions) as o), '{}') as "options",
  greatest(case when r.relfrozenxid <> '0' then age(r.relfrozenxid) else 0 end,
    case when toast.relfrozenxid <> '0' then age(toast.relfrozenxid) else 0 end)::float8 as "frozenAge",
  greatest(case when r.relminmxid <> '0' then mxid_age(r.relminmxid) else 0 end,
    case when toast.relminmxid <> '0' then mxid_age(toast.relminmxid) else 0 end)::float8 as "multixactAge",
  pg_stat_get_dead_tuples(r.oid)::float8 as "deadRows", pg_stat_get_live_tuples(r.oid)::float8 as "liveRows",
  to_char(greatest(pg_stat_get_last_vacuum_time(r.oid), pg_stat_get_last_autovacuum_time(r.oid)) at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastVacuum",
  case when ${pages('r.relpages')} >= $2::float8 and r.relkind <> 'p' then (
    select case when count(*) = count(s.avg_width) then sum((1 - s.null_frac) * s.avg_width) end
    from pg_attribute a
    left join pg_stats s on s.schemaname = r.schema and s.tablename = r.relname and s.attname = a.attname and not s.inherited
    where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  ) end::float8 as "rowWidth",
  exists (select from pg_attribute a where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped and not a.attnotnull) as "hasNulls",
  has_table_privilege(r.oid, 'SELECT') and not row_security_active(r.oid) as "isReadable"
from relation r
left join size on size.oid = r.oid
left join pg_class toast on toast.oid = r.reltoastrelid and r.reltoastrelid <> 0
left join size toast_size on toast_size.oid = toast.oid
join lateral (
  select c.relname, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = case when r.relispartition then coalesce(pg_partition_root(r.oid)::oid, r.oid) else r.oid end
) root on true
where r.relkind in ('r', 'p', 'm')
order by r.schema, r.relname`;
