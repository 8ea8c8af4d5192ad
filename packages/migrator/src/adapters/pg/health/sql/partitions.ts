import { SCOPE } from './scope.ts';

/** Rows are `PartitionedFacts`, but for what is in default partitions. */
export const PARTITIONED = `with ${SCOPE}
select r.schema, r.relname as "name", root.schema as "rootSchema", root.relname as "rootName",
  case p.partstrat when 'r' then 'range' when 'l' then 'list' else 'hash' end as "strategy",
  (select coalesce(array_agg(format_type(a.atttypid, null) order by k.at), '{}')
    from unnest(p.partattrs::int2[]) with ordinality as k(number, at)
    join pg_attribute a on a.attrelid = r.oid and a.attnum = k.number) as "keyTypes",
  (select coalesce(array_agg(pg_get_expr(c.relpartbound, c.oid)), '{}')
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = r.oid and c.relpartbound is not null) as "bounds",
  d.schema as "defaultSchema", d.relname as "defaultName",
  has_table_privilege(d.oid, 'SELECT') and not row_security_active(d.oid) as "isReadable"
from relation r
join pg_partitioned_table p on p.partrelid = r.oid
left join relation d on d.oid = p.partdefid
join lateral (
  select c.relname, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = coalesce(pg_partition_root(r.oid)::oid, r.oid)
) root on true
order by 1, 2`;
