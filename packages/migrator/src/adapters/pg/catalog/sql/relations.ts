import { privileges } from './privileges.ts';
import { comment, isMember, sortedList, tablespace } from './scope.ts';

/** Schemas, and tables, views, materialized views, foreign tables and composite types without their parts. */
export const RELATIONS = `
select 'schema', s.name, '', s.name, jsonb_build_object(
  'owner', pg_get_userbyid(n.nspowner),
  'privileges', ${privileges('n.nspacl', 'n', 'n.nspowner')},
  'comment', ${comment('pg_namespace', 'n.oid')}
)
from scope s join pg_namespace n on n.oid = s.oid

union all
select
  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
    when 'c' then 'composite type' else 'table' end,
  c.schema, '', c.relname,
  jsonb_build_object(
    'columnOrder', (
      select jsonb_agg(a.attname order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ),
    'definition', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
    'unpopulated', nullif(not c.relispopulated, false),
    'unlogged', nullif(c.relpersistence = 'u', false),
    'accessMethod', (select nullif(am.amname, 'heap') from pg_am am where am.oid = c.relam),
    'tablespace', ${tablespace('c.reltablespace')},
    'options', ${sortedList('c.reloptions')},
    'toastOptions', (select ${sortedList('t.reloptions')} from pg_class t where t.oid = c.reltoastrelid),
    'rowSecurity', case when c.relforcerowsecurity and c.relrowsecurity then 'enabled and forced'
      when c.relforcerowsecurity then 'forced' when c.relrowsecurity then 'enabled' end,
    'replicaIdentity', case when c.relkind in ('r', 'p', 'm') then case c.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'index' end end,
    'ofType', case when c.reloftype <> 0 then format_type(c.reloftype, null) end,
    'partitionKey', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
    'partitionOf', case when c.relispartition then
      (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) end,
    'partitionBound', pg_get_expr(c.relpartbound, c.oid),
    'inherits', case when not c.relispartition then
      (select jsonb_agg(i.inhparent::regclass::text order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid) end,
    'server', (select fs.srvname from pg_foreign_table ft join pg_foreign_server fs on fs.oid = ft.ftserver
      where ft.ftrelid = c.oid),
    'foreignOptions', (select ${sortedList('ft.ftoptions')} from pg_foreign_table ft where ft.ftrelid = c.oid),
    'owner', pg_get_userbyid(c.relowner),
    'privileges', ${privileges('c.relacl', 'r', 'c.relowner')},
    'comment', coalesce(${comment('pg_class', 'c.oid')}, ${comment('pg_type', 'c.reltype')})
  )
from relation c
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  or (c.relkind = 'c' and not ${isMember('pg_type', 'c.reltype')})`;
