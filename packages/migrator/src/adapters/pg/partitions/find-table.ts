/**
 * Takes no lock on the table or its partitions, so that nobody who holds one is waited for: sizes are those of the last
 * count, and a bound needs no relation to be printed.
 *
 * One row, or none: `$1` the schema, `$2` the name of a table, `$3` how the comments of its partitions begin that are
 * being dropped.
 */
export const FIND_TABLE = `
select
  case p.partstrat when 'r' then 'range' when 'l' then 'list' when 'h' then 'hash' else 'plain' end as "kind",
  (select coalesce(array_agg(a.attname::text order by k.at), '{}')
    from unnest(p.partattrs::int2[]) with ordinality as k(number, at)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) as "columns",
  (select format_type(a.atttypid, a.atttypmod) from pg_attribute a
    where a.attrelid = c.oid and a.attnum = (p.partattrs::int2[])[0]) as "keyType",
  (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as "written",
  (select string_agg(thing, ', ' order by thing) from (
    select 'foreign key ' || k.conname || ' refers to it' as thing from pg_constraint k
      where k.contype = 'f' and k.confrelid in (c.oid, p.partdefid) and k.conparentid = 0
    union select 'trigger ' || t.tgname || ' fires when rows are deleted' from pg_trigger t
      where t.tgrelid in (c.oid, p.partdefid) and not t.tgisinternal and t.tgtype & 8 <> 0
    union select 'rule ' || r.rulename || ' is on it' from pg_rewrite r where r.ev_class in (c.oid, p.partdefid)
  ) things) as "immovable",
  (select coalesce(jsonb_agg(jsonb_build_object(
      'schema', n.nspname, 'name', k.relname, 'bound', pg_get_expr(k.relpartbound, 0), 'isDefault', k.oid = p.partdefid,
      'rows', k.reltuples,
      'bytes', k.relpages::bigint * current_setting('block_size')::bigint,
      'detaching', i.inhdetachpending) order by k.relname), '[]')
    from pg_inherits i join pg_class k on k.oid = i.inhrelid join pg_namespace n on n.oid = k.relnamespace
    where i.inhparent = c.oid and c.relkind = 'p') as "partitions",
  (select coalesce(jsonb_agg(jsonb_build_object(
      'schema', n.nspname, 'name', k.relname, 'bound', substr(d.description, length($3::text) + 1)) order by k.relname), '[]')
    from pg_description d join pg_class k on k.oid = d.objoid join pg_namespace n on n.oid = k.relnamespace
    where d.classoid = 'pg_class'::regclass and d.objsubid = 0 and starts_with(d.description, $3::text)
      and k.relkind in ('r', 'p') and not k.relispartition) as "detached",
  (select coalesce(array_agg(k.relname::text order by k.relname), '{}') from pg_class k
    where k.relnamespace = c.relnamespace and starts_with(k.relname, c.relname || '_') and k.oid <> c.oid
      and not exists (select from pg_inherits i where i.inhrelid = k.oid and i.inhparent = c.oid)) as "strangers"
from pg_class c
join pg_namespace s on s.oid = c.relnamespace
left join pg_partitioned_table p on p.partrelid = c.oid
where s.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p')`;

/** Whether a table is one of TimescaleDB's; asked only where that is installed. */
export const IS_HYPERTABLE =
  'select from timescaledb_information.hypertables where hypertable_schema = $1 and hypertable_name = $2';
