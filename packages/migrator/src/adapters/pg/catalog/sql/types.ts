import { privileges } from './privileges.ts';
import { comment, isMember } from './scope.ts';

/**
 * Enums, domains, ranges and base types, and collations. Composite types are relations; array and multirange types
 * follow from theirs.
 */
export const TYPES = `
select
  case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'base type' end,
  s.name, '', t.typname,
  jsonb_build_object(
    'values', case when t.typtype = 'e' then coalesce(
      (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '[]') end,
    'type', case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
    'notNull', case when t.typtype = 'd' then nullif(t.typnotnull, false) end,
    'default', case when t.typtype = 'd' then coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) end,
    'collation', case when t.typtype = 'd' and t.typcollation <> b.typcollation then t.typcollation::regcollation::text end,
    'constraints', (
      select jsonb_object_agg(k.conname, pg_get_constraintdef(k.oid))
      from pg_constraint k where k.contypid = t.oid and k.contype = 'c'
    ),
    'range', (
      select jsonb_strip_nulls(jsonb_build_object(
        'subtype', format_type(r.rngsubtype, null),
        'multirange', format_type(r.rngmultitypid, null),
        'collation', case when r.rngcollation <> 0 then r.rngcollation::regcollation::text end,
        'operatorClass', (select o.opcname from pg_opclass o where o.oid = r.rngsubopc),
        'canonical', nullif(r.rngcanonical::oid, 0)::regproc::text,
        'subtypeDiff', nullif(r.rngsubdiff::oid, 0)::regproc::text
      ))
      from pg_range r where r.rngtypid = t.oid
    ),
    'input', case when t.typtype = 'b' then t.typinput::regproc::text end,
    'owner', pg_get_userbyid(t.typowner),
    'privileges', ${privileges('t.typacl', 'T', 't.typowner')},
    'comment', ${comment('pg_type', 't.oid')}
  )
from scope s
join pg_type t on t.typnamespace = s.oid
left join pg_type b on b.oid = t.typbasetype
where t.typtype in ('e', 'd', 'r', 'b')
  and not exists (select from pg_type element where element.typarray = t.oid)
  and not ${isMember('pg_type', 't.oid')}

union all
select 'collation', s.name, '', k.collname, jsonb_build_object(
  'provider', k.collprovider::text,
  'locale', coalesce(to_jsonb(k) ->> 'colllocale', to_jsonb(k) ->> 'colliculocale', k.collcollate),
  'characterType', k.collctype,
  'rules', to_jsonb(k) ->> 'collicurules',
  'nondeterministic', nullif(not k.collisdeterministic, false),
  'owner', pg_get_userbyid(k.collowner),
  'comment', ${comment('pg_collation', 'k.oid')}
)
from scope s
join pg_collation k on k.collnamespace = s.oid
where not ${isMember('pg_collation', 'k.oid')}`;
