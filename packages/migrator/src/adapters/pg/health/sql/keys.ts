import { SCOPE } from './scope.ts';

const LIMIT = (type: string): string =>
  `case ${type} when 'smallint'::regtype then 32767 when 'integer'::regtype then 2147483647 else 9223372036854775807 end::float8`;

/**
 * Rows are `KeyFacts`: sequences that count up, with the narrowest column that gets their values, and integer primary
 * keys of one column that no sequence fills, by the highest value of their statistics.
 */
export const KEYS = `with ${SCOPE},
fed as materialized (
  select d.objid as sequence, d.refobjid as "table", d.refobjsubid as "column"
  from pg_depend d
  where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
  union
  select d.refobjid, a.adrelid, a.adnum
  from pg_depend d join pg_attrdef a on a.oid = d.objid
  where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
)
select 'sequence' as "kind", r.schema, r.relname as "name", c.relname as "table", c.attname as "column", c.nspname as "tableSchema",
  format_type(s.seqtypid, null) as "type", format_type(c.atttypid, null) as "columnType",
  least(s.seqmax::float8, ${LIMIT('c.atttypid')}) as "limit", s.seqmax::float8 as "sequenceLimit", s.seqcycle as "cycles",
  allowed as "isReadable",
  case when allowed and (r.relpersistence = 'p' or not pg_is_in_recovery()) then pg_sequence_last_value(r.oid) end::float8 as "last"
from relation r
join pg_sequence s on s.seqrelid = r.oid
cross join lateral (select has_sequence_privilege(r.oid, 'USAGE, SELECT') as allowed) privilege
left join lateral (
  select t.relname, n.nspname, a.attname, a.atttypid
  from fed f join pg_attribute a on a.attrelid = f."table" and a.attnum = f."column" and not a.attisdropped
  join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
  where f.sequence = r.oid
  order by ${LIMIT('a.atttypid')}, t.relname limit 1
) c on true
where r.relkind = 'S' and s.seqincrement > 0
union all
select 'column', r.schema, r.relname, r.relname, a.attname, r.schema, format_type(a.atttypid, null), format_type(a.atttypid, null),
  ${LIMIT('a.atttypid')}, ${LIMIT('a.atttypid')}, false, allowed,
  (select (s.histogram_bounds::text::text[])[array_length(s.histogram_bounds::text::text[], 1)] from pg_stats s
    where s.schemaname = r.schema and s.tablename = r.relname and s.attname = a.attname and not s.inherited)::float8
from relation r
join pg_index i on i.indrelid = r.oid and i.indisprimary and i.indnkeyatts = 1
join pg_attribute a on a.attrelid = r.oid and a.attnum = i.indkey[0]
cross join lateral (select has_table_privilege(r.oid, 'SELECT') and not row_security_active(r.oid) as allowed) privilege
where r.relkind = 'r' and r.reltuples > 0 and a.atttypid in ('smallint'::regtype, 'integer'::regtype)
  and not exists (select from fed f join pg_class s on s.oid = f.sequence and s.relkind = 'S' where f."table" = r.oid and f."column" = a.attnum)
  and not exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = r.oid and f.conkey = array[a.attnum])
order by 2, 3`;
