import { comment, isMember, sortedList, tablespace } from './scope.ts';

/**
 * Constraints, indexes, triggers, rules and policies. What PostgreSQL derives for partitions from the parent
 * (constraints, triggers) is left out; a partition's trigger that is switched on or off in another way than the
 * parent's is not derived. Indexes on tables of extensions are left out, too: they are not members themselves. `ON
 * ONLY` in the definition of a partitioned table's index says nothing but that, so it goes.
 */
export const TABLE_PARTS = `
select 'constraint', c.schema, c.relname, k.conname, jsonb_build_object(
  'definition', pg_get_constraintdef(k.oid),
  'inherited', nullif(k.coninhcount > 0 and not k.conislocal, false),
  'comment', ${comment('pg_constraint', 'k.oid')}
)
from relation c
join pg_constraint k on k.conrelid = c.oid and k.contype in ('c', 'f', 'p', 'u', 'x') and k.conparentid = 0

union all
select 'index', c.schema, t.relname, c.relname, jsonb_build_object(
  'definition', regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '),
  'invalid', nullif(not i.indisvalid, false),
  'notReady', nullif(not i.indisready, false),
  'clustered', nullif(i.indisclustered, false),
  'replicaIdentity', nullif(i.indisreplident, false),
  'partOf', (select h.inhparent::regclass::text from pg_inherits h where h.inhrelid = c.oid),
  'tablespace', ${tablespace('c.reltablespace')},
  'statistics', (
    select jsonb_object_agg(a.attname, a.attstattarget)
    from pg_attribute a where a.attrelid = c.oid and coalesce(a.attstattarget::integer, -1) <> -1
  ),
  'comment', ${comment('pg_class', 'c.oid')}
)
from relation c
join pg_index i on i.indexrelid = c.oid
join pg_class t on t.oid = i.indrelid
where t.relkind <> 't' and not ${isMember('pg_class', 't.oid')}

union all
select 'trigger', c.schema, c.relname, g.tgname, jsonb_build_object(
  'definition', pg_get_triggerdef(g.oid),
  'enabled', case g.tgenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
  'comment', ${comment('pg_trigger', 'g.oid')}
)
from relation c
join pg_trigger g on g.tgrelid = c.oid
left join pg_trigger parent on parent.oid = g.tgparentid
where (g.tgparentid = 0 and not g.tgisinternal) or (not parent.tgisinternal and g.tgenabled <> parent.tgenabled)

union all
select 'rule', c.schema, c.relname, r.rulename, jsonb_build_object(
  'definition', pg_get_ruledef(r.oid),
  'enabled', case r.ev_enabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
  'comment', ${comment('pg_rewrite', 'r.oid')}
)
from relation c
join pg_rewrite r on r.ev_class = c.oid and not (r.rulename = '_RETURN' and c.relkind in ('v', 'm'))

union all
select 'policy', c.schema, c.relname, p.polname, jsonb_build_object(
  'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
    else 'all' end,
  'restrictive', nullif(not p.polpermissive, false),
  'roles', ${sortedList("(select array_agg(case r when 0 then 'public' else quote_ident(pg_get_userbyid(r)) end) from unnest(p.polroles) r)")},
  'using', pg_get_expr(p.polqual, p.polrelid),
  'check', pg_get_expr(p.polwithcheck, p.polrelid),
  'comment', ${comment('pg_policy', 'p.oid')}
)
from relation c
join pg_policy p on p.polrelid = c.oid`;
