import { SCOPE } from './scope.ts';

/** Rows are `UnvalidatedConstraint`. What is not enforced (PostgreSQL 18) cannot be validated. */
export const unvalidated = (version: number): string => `with ${SCOPE}
select r.schema, r.relname as "table", c.conname as "name", pg_get_constraintdef(c.oid) as "definition"
from pg_constraint c join relation r on r.oid = c.conrelid
where not c.convalidated and c.conparentid = 0 and c.coninhcount = 0 ${version >= 180_000 ? 'and c.conenforced' : ''}
order by 1, 2, 3`;

/** Rows are `ForeignKeyFacts`; a partition's own are those of its table. */
export const FOREIGN_KEYS = `with ${SCOPE}
select r.schema, r.relname as "table", r.oid::text as "tableId", c.conname as "name", c.conkey::int[] as "keys",
  own.names as "columns", own.types as "types", n.nspname as "otherSchema", o.relname as "otherTable",
  other.names as "otherColumns", other.types as "otherTypes", r.relkind = 'p' as "isPartitioned"
from pg_constraint c
join relation r on r.oid = c.conrelid
join pg_class o on o.oid = c.confrelid
join pg_namespace n on n.oid = o.relnamespace
join lateral (
  select array_agg(a.attname::text order by k.at) as names, array_agg(format_type(a.atttypid, null) order by k.at) as types
  from unnest(c.conkey) with ordinality as k(number, at) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
) own on true
join lateral (
  select array_agg(a.attname::text order by k.at) as names, array_agg(format_type(a.atttypid, null) order by k.at) as types
  from unnest(c.confkey) with ordinality as k(number, at) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number
) other on true
where c.contype = 'f' and c.conparentid = 0
order by 1, 2, 4`;

/** Rows are `DisabledTrigger`. */
export const DISABLED_TRIGGERS = `with ${SCOPE}
select r.schema, r.relname as "table", t.tgname as "name",
  case when t.tgisinternal then coalesce(c.conname, t.tgname) end as "foreignKey"
from pg_trigger t
join relation r on r.oid = t.tgrelid
left join pg_constraint c on c.oid = t.tgconstraint
where t.tgenabled = 'D' and t.tgparentid = 0
order by 1, 2, 3`;
