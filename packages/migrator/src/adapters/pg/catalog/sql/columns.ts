import { privileges } from './privileges.ts';
import { comment, sortedList } from './scope.ts';

/**
 * Columns of tables, views and composite types. Statistics targets that nobody set are -1 before PostgreSQL 17 and NULL
 * since. PostgreSQL 18 keeps NOT NULL as a constraint with a name; the name is left out on purpose, since older servers
 * have none and renames leave it behind.
 */
export const COLUMNS = `
select 'column', c.schema, c.relname, a.attname, jsonb_build_object(
  'type', format_type(a.atttypid, a.atttypmod),
  'notNull', nullif(a.attnotnull, false),
  'notNullNotValid', nullif(not nn.convalidated, false),
  'notNullNoInherit', nullif(nn.connoinherit, false),
  'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
  'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
  'virtual', nullif(a.attgenerated = 'v', false),
  'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
  'collation', case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end,
  'storage', case when a.attstorage <> t.typstorage then
    case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end end,
  'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,
  'statistics', nullif(a.attstattarget::integer, -1),
  'options', ${sortedList('a.attoptions')},
  'foreignOptions', ${sortedList('a.attfdwoptions')},
  'inherited', nullif(a.attinhcount > 0 and not a.attislocal, false),
  'privileges', ${privileges('a.attacl', 'c', 'c.relowner')},
  'comment', ${comment('pg_class', 'c.oid', 'a.attnum')}
)
from relation c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
left join pg_constraint nn on nn.contype = 'n' and nn.conrelid = c.oid and nn.conkey = array[a.attnum]
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')`;
