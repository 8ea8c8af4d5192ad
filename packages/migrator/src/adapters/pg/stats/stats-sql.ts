import { pages, SCOPE } from '../health/sql/scope.ts';

/** Relations that somebody locks completely, or wants to: asking for their size would wait for that. */
const LOCKED = `locked as materialized (
  select relation from pg_locks
  where locktype = 'relation' and mode = 'AccessExclusiveLock' and database = (select oid from pg_database where datname = current_database())
)`;

/** The size of a relation; NULL where a lock is in the way. It takes a lock for that moment only. */
const size = (oid: string): string =>
  `case when exists (select from locked l where l.relation = ${oid}) then null else coalesce(pg_relation_size(${oid}), 0) end::float8`;

/** Rows are `TableFacts`; columns are added from `COLUMNS`. With `asks` off, no file is asked for its size. */
export const tables = (asks: boolean): string => `with ${SCOPE}, ${LOCKED},
index_size as materialized (
  select i.indrelid as oid, sum(c.relpages::float8) as pages, ${asks ? `case when bool_or(s.bytes is null) then null else sum(s.bytes) end` : 'null::float8'} as bytes
  from pg_index i join pg_class c on c.oid = i.indexrelid${asks ? ` cross join lateral (select ${size('c.oid')} as bytes) s` : ''}
  where c.relkind = 'i' group by i.indrelid
)
select r.oid::text as "id", r.schema, r.relname as "name", r.relkind = 'p' as "isPartitioned", r.relkind = 'm' as "isMatview",
  array(select a.relid::oid::text from pg_partition_ancestors(r.oid) with ordinality as a(relid, at)
    where r.relispartition and a.relid <> r.oid order by a.at) as "ancestors",
  r.reltuples::float8 as "countedRows", r.relpages::float8 as "countedPages",
  ${asks ? size('r.oid') : 'null::float8'} as "heapBytes",
  ${asks ? `case when own.oid is null then 0 else own.bytes end` : 'null'}::float8 as "indexBytes",
  ${asks ? `case when t.oid is null then 0 else ${size('t.oid')} + coalesce(toast.bytes, 0) end` : 'null'}::float8 as "toastBytes",
  ${pages('coalesce(own.pages, 0)')} as "countedIndexBytes",
  ${pages('coalesce(t.relpages, 0) + coalesce(toast.pages, 0)')} as "countedToastBytes"
from relation r
left join index_size own on own.oid = r.oid
left join pg_class t on t.oid = r.reltoastrelid and r.reltoastrelid <> 0
left join index_size toast on toast.oid = t.oid
where r.relkind in ('r', 'p', 'm')`;

/** Average widths; of a partitioned table those over all partitions. No value of any row is in it. */
export const COLUMNS = `with ${SCOPE}
select r.oid::text as "id", s.attname as "name", s.avg_width::float8 as "width", s.null_frac::float8 as "nullFraction", s.n_distinct::float8 as "distinct"
from relation r
join pg_stats s on s.schemaname = r.schema and s.tablename = r.relname and s.inherited = (r.relkind = 'p')
join pg_attribute a on a.attrelid = r.oid and a.attname = s.attname and not a.attisdropped
where r.relkind in ('r', 'p', 'm') order by r.oid, a.attnum`;

/** Rows are `Counters`. */
export const COUNTERS = `with ${SCOPE}
select r.oid::text as "id",
  (coalesce(pg_stat_get_numscans(r.oid), 0) + coalesce((select sum(pg_stat_get_numscans(i.indexrelid)) from pg_index i where i.indrelid = r.oid), 0))::float8 as "reads",
  (coalesce(pg_stat_get_tuples_inserted(r.oid), 0) + coalesce(pg_stat_get_tuples_updated(r.oid), 0)
    + coalesce(pg_stat_get_tuples_deleted(r.oid), 0))::float8 as "writes"
from relation r where r.relkind in ('r', 'p', 'm')`;

/** The moment of a sample, in milliseconds. */
export const NOW = `select (extract(epoch from clock_timestamp()) * 1000)::float8 as "at"`;

/** One row. Of servers that stream from it, `sync_state` is NULL where the role may not see it. */
export const SERVER = `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "takenAt",
  current_setting('server_version') as "version", current_database() as "database", pg_is_in_recovery() as "isStandby",
  current_setting('block_size')::int as "pageBytes", current_setting('track_counts')::bool as "trackCounts",
  (extract(epoch from pg_stat_get_db_stat_reset_time((select oid from pg_database where datname = current_database()))) * 1000)::float8 as "resetAt",
  (select count(*)::int from pg_stat_replication) as "replicas",
  (select case when count(*) = count(sync_state) then (count(*) filter (where sync_state in ('sync', 'quorum')))::int end
    from pg_stat_replication) as "synchronous"`;

/** What sessions of the role begin with: what this one has set for itself does not count. */
export const SETTINGS = `select name, reset_val as "raw", unit
from pg_settings where name = any ($1) order by name`;

/** Settings that change how long a statement takes, whether it waits, or what it does. */
export const SETTING_NAMES: readonly string[] = [
  ...['TimeZone', 'DateStyle', 'IntervalStyle', 'lock_timeout', 'statement_timeout', 'transaction_timeout'],
  ...['idle_in_transaction_session_timeout', 'deadlock_timeout', 'maintenance_work_mem', 'work_mem', 'max_wal_size'],
  ...['wal_level', 'wal_compression', 'synchronous_commit', 'checkpoint_timeout', 'shared_buffers', 'autovacuum'],
  ...['max_parallel_maintenance_workers', 'max_parallel_workers', 'max_worker_processes', 'effective_io_concurrency'],
  ...['maintenance_io_concurrency', 'max_locks_per_transaction', 'default_table_access_method', 'track_counts'],
  ...['default_transaction_isolation', 'default_toast_compression', 'server_encoding', 'max_connections'],
];
