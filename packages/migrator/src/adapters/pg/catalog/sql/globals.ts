import { privileges } from './privileges.ts';
import { comment, isMember, sortedList } from './scope.ts';

/** Catalogs of things that are rare in applications: only that they exist, and under which identity, is read. */
const RARE = [
  'pg_operator',
  'pg_opclass',
  'pg_opfamily',
  'pg_cast',
  'pg_ts_config',
  'pg_ts_dict',
  'pg_ts_parser',
  'pg_ts_template',
  'pg_conversion',
  'pg_language',
  'pg_transform',
  'pg_am',
];

const rare = RARE.map(
  (catalog) => `select '${catalog}'::regclass::oid as class, oid from ${catalog} where oid >= 16384`,
);

/** What lives outside schemas. Read only when no schemas were asked for by name. */
export const GLOBALS = `
select 'extension', '', '', e.extname, jsonb_build_object(
  'schema', (select n.nspname from pg_namespace n where n.oid = e.extnamespace),
  'version', e.extversion,
  'owner', pg_get_userbyid(e.extowner),
  'comment', ${comment('pg_extension', 'e.oid')}
)
from pg_extension e

union all
select 'event trigger', '', '', g.evtname, jsonb_build_object(
  'event', g.evtevent,
  'function', g.evtfoid::regprocedure::text,
  'tags', ${sortedList('g.evttags')},
  'enabled', case g.evtenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
  'owner', pg_get_userbyid(g.evtowner),
  'comment', ${comment('pg_event_trigger', 'g.oid')}
)
from pg_event_trigger g
where not ${isMember('pg_event_trigger', 'g.oid')}

union all
select 'publication', '', '', p.pubname, (to_jsonb(p) - 'oid' - 'pubname' - 'pubowner') || jsonb_build_object(
  'tables', (select jsonb_agg(to_jsonb(t) - 'pubname' order by t.schemaname collate "C", t.tablename collate "C")
    from pg_publication_tables t where t.pubname = p.pubname),
  'owner', pg_get_userbyid(p.pubowner),
  'comment', ${comment('pg_publication', 'p.oid')}
)
from pg_publication p

union all
select 'foreign-data wrapper', '', '', w.fdwname, jsonb_build_object(
  'handler', nullif(w.fdwhandler, 0)::regproc::text,
  'validator', nullif(w.fdwvalidator, 0)::regproc::text,
  'options', ${sortedList('w.fdwoptions')},
  'owner', pg_get_userbyid(w.fdwowner),
  'privileges', ${privileges('w.fdwacl', 'F', 'w.fdwowner')}
)
from pg_foreign_data_wrapper w
where not ${isMember('pg_foreign_data_wrapper', 'w.oid')}

union all
select 'server', '', '', f.srvname, jsonb_build_object(
  'wrapper', (select w.fdwname from pg_foreign_data_wrapper w where w.oid = f.srvfdw),
  'type', f.srvtype,
  'version', f.srvversion,
  'options', ${sortedList('f.srvoptions')},
  'owner', pg_get_userbyid(f.srvowner),
  'privileges', ${privileges('f.srvacl', 'S', 'f.srvowner')},
  'comment', ${comment('pg_foreign_server', 'f.oid')}
)
from pg_foreign_server f
where not ${isMember('pg_foreign_server', 'f.oid')}

union all
select 'default privileges', coalesce(n.nspname, ''), '',
  quote_ident(pg_get_userbyid(d.defaclrole)) || ' ' || d.defaclobjtype::text,
  jsonb_build_object('privileges', coalesce(${privileges('d.defaclacl', 'c', 'd.defaclrole')}, '[]'))
from pg_default_acl d
left join pg_namespace n on n.oid = d.defaclnamespace
where d.defaclnamespace = 0 or d.defaclnamespace in (select oid from scope)

union all
select o.type, coalesce(o.schema, ''), '', o.identity, '{}'::jsonb
from (${rare.join('\n  union all ')}) r
cross join lateral pg_identify_object(r.class, r.oid, 0) o
where not exists (select from member m where m.classid = r.class and m.objid = r.oid)
  and (o.schema is null or o.schema in (select name from scope))`;
