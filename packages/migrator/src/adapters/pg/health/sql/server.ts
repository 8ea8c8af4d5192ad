import { SCOPE } from './scope.ts';

/** One row: `ServerFacts`. */
export const SERVER = `select current_setting('server_version_num')::int as "version", d.datname as "database",
  to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "now",
  current_setting('autovacuum')::bool as "autovacuum", current_setting('track_counts')::bool as "trackCounts",
  current_setting('autovacuum_vacuum_threshold')::float8 as "vacuumThreshold",
  current_setting('autovacuum_vacuum_scale_factor')::float8 as "vacuumScaleFactor",
  age(d.datfrozenxid)::float8 as "frozenAge", mxid_age(d.datminmxid)::float8 as "multixactAge",
  to_char(pg_stat_get_db_stat_reset_time(d.oid) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "statsReset",
  current_setting('block_size')::int as "pageBytes"
from pg_database d where d.datname = current_database()`;

/** Rows are `PreparedTransaction`. */
export const PREPARED = `select gid as "gid", owner::text as "owner",
  (extract(epoch from now() - prepared) / 60)::float8 as "ageMinutes"
from pg_prepared_xacts where database = current_database() order by prepared`;

/** Rows are `CollationFacts`. A database has a version of its own since PostgreSQL 15. */
export const collations = (version: number): string => `with ${SCOPE}
select n.nspname as "schema", c.collname as "name", c.collversion as "recorded", pg_collation_actual_version(c.oid) as "actual"
from pg_collation c join pg_namespace n on n.oid = c.collnamespace
where c.collversion is not null
  and c.oid in (select a.attcollation from pg_attribute a join relation r on r.oid = a.attrelid where r.relkind in ('r', 'p', 'm', 'i'))
${
  version >= 150_000
    ? `union all
select null, d.datname, d.datcollversion, pg_database_collation_actual_version(d.oid)
from pg_database d where d.datname = current_database() and d.datcollversion is not null`
    : ''
}
order by 1, 2`;
