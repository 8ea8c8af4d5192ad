import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { SCOPE } from '../pg/catalog/sql/scope.ts';

const names = (columns: string, table: string): string => `(
    select jsonb_agg(x.attname order by part.position)
    from unnest(${columns}) with ordinality part(number, position)
    join pg_attribute x on x.attrelid = ${table} and x.attnum = part.number)`;

/** Sequences with the columns that own them, or take their default from them. */
const SEQUENCE = `
  select d.refobjid as relation, d.refobjsubid as number, s.oid
  from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
  where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
  union
  select a.adrelid, a.adnum, s.oid
  from pg_attrdef a
  join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = a.oid and d.refclassid = 'pg_class'::regclass
  join pg_class s on s.oid = d.refobjid and s.relkind = 'S'`;

/** `own` is what can hold rows. Parameters as in `SCOPE`. */
const OWN = `${SCOPE},
own as materialized (select r.* from relation r where r.relkind in ('r', 'p') and not r.relispartition)`;

/**
 * One row for each table, with its columns, foreign keys and checks, as JSON. Sequences count when the column owns them
 * or takes its default from them.
 */
export const TABLES = `with ${OWN},
numbered as materialized (
  select relation, number, min(oid::regclass::text) as sequence from (${SEQUENCE}
  ) s group by relation, number
),
fields as materialized (
  select a.attrelid as relation, json_agg(json_build_object(
    'name', a.attname, 'type', a.atttypid::text, 'modifier', a.atttypmod, 'sql', format_type(a.atttypid, a.atttypmod),
    'notNull', a.attnotnull, 'hasDefault', a.atthasdef and a.attgenerated = '', 'identity', a.attidentity <> '',
    'generated', a.attgenerated <> '', 'sequence', n.sequence
  ) order by a.attnum) as list
  from own c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join numbered n on n.relation = a.attrelid and n.number = a.attnum
  group by a.attrelid
)
select json_build_object(
  'schema', c.schema, 'name', c.relname, 'partitioned', c.relkind = 'p',
  'columns', coalesce(f.list, '[]'),
  'foreignKeys', coalesce((
    select jsonb_agg(jsonb_build_object(
      'columns', ${names('k.conkey', 'k.conrelid')},
      'schema', n.nspname, 'table', f.relname, 'referenced', ${names('k.confkey', 'k.confrelid')}
    ) order by cardinality(k.conkey) desc, k.conname)
    from pg_constraint k
    join pg_class f on f.oid = k.confrelid
    join pg_namespace n on n.oid = f.relnamespace
    where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0
  ), '[]'),
  'checks', coalesce((
    select jsonb_agg(jsonb_build_object('expression', pg_get_expr(k.conbin, k.conrelid), 'columns', coalesce(${names('k.conkey', 'k.conrelid')}, '[]')) order by k.conname)
    from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
  ), '[]') || case when c.relkind = 'p' then jsonb_build_array(jsonb_build_object(
    'expression', coalesce((
      select string_agg('(' || coalesce(pg_get_partition_constraintdef(p.relid), 'true') || ')', ' or ')
      from pg_partition_tree(c.oid) p where p.isleaf and p.relid <> c.oid
    ), 'false'),
    'columns', coalesce((
      select jsonb_agg(distinct x.attname)
      from pg_partition_tree(c.oid) p
      join pg_partitioned_table t on t.partrelid = p.relid
      join pg_attribute x on x.attrelid = p.relid and x.attnum = any (t.partattrs)
    ), '[]'))) else '[]' end
)::text as json
from own c
left join fields f on f.relation = c.oid
order by c.schema collate "C", c.relname collate "C"`;

/** Every type that a column has, with what is inside it, as JSON. */
export const TYPES = `with recursive ${OWN},
used(oid) as (
  select distinct a.atttypid from own c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  union
  select inner_type.oid
  from used u
  join pg_type t on t.oid = u.oid
  left join pg_range r on r.rngtypid = t.oid or r.rngmultitypid = t.oid
  cross join lateral (values (t.typbasetype), (case when t.typcategory = 'A' then t.typelem else 0 end), (r.rngsubtype)) inner_type(oid)
  where inner_type.oid <> 0
)
select jsonb_build_object(
  'oid', t.oid::text, 'name', t.typname, 'type', t.typtype, 'category', t.typcategory, 'sql', format_type(t.oid, null),
  'base', nullif(t.typbasetype, 0)::text, 'modifier', t.typtypmod,
  'element', case when t.typcategory = 'A' then nullif(t.typelem, 0)::text end,
  'subtype', (select r.rngsubtype::text from pg_range r where r.rngtypid = t.oid or r.rngmultitypid = t.oid),
  'baseSql', case when t.typbasetype <> 0 then format_type(t.typbasetype, t.typtypmod) end,
  'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
  'attributes', (select count(*) from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped),
  'checks', (select jsonb_agg(pg_get_expr(k.conbin, 0)) from pg_constraint k where k.contypid = t.oid and k.contype = 'c')
)::text as json
from used u join pg_type t on t.oid = u.oid`;

/**
 * Statements whose last row has, as JSON, the numbered columns whose next number is not above every number in use:
 * `[schema, table, column]`, and `true` at the end where the server could not tell. It looks at each column by itself:
 * which tables there are is known only once they are read, and that would be a message of its own. A heap without a
 * page has no number in use.
 */
export const BEHIND = `do ${quoteLiteral(`declare each record; behind boolean; found jsonb := '[]';
begin
  for each in
    select n.nspname, c.relname, a.attname, min(s.oid::regclass::text) as sequence
    from (${SEQUENCE}) s
    join pg_class c on c.oid = s.relation and c.relkind in ('r', 'p') and not c.relispartition
      and not (c.relkind = 'r' and not c.relhassubclass and c.relam = (select oid from pg_am where amname = 'heap')
        and pg_relation_size(c.oid, 'main') = 0)
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = s.number and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
    group by 1, 2, 3
  loop
    begin
      execute format('select (select max(%I) from %I.%I) >= (select case when s.is_called then s.last_value + 1 else s.last_value end from %s s)
and (select seqincrement > 0 from pg_sequence where seqrelid = %L::regclass)', each.attname, each.nspname, each.relname, each.sequence, each.sequence) into behind;
      if behind then
        found := found || jsonb_build_array(jsonb_build_array(each.nspname, each.relname, each.attname));
      end if;
    exception when others then
      found := found || jsonb_build_array(jsonb_build_array(each.nspname, each.relname, each.attname, true));
    end;
  end loop;
  perform set_config('braid.behind', found::text, true);
end`)};
select current_setting('braid.behind') as behind`;
