import { privileges } from './privileges.ts';
import { comment } from './scope.ts';

/** Sequences with parameters and owner column; where they stand is data and no part of the catalog. */
export const SEQUENCES = `
select 'sequence', c.schema, '', c.relname, jsonb_build_object(
  'type', format_type(s.seqtypid, null),
  'start', s.seqstart::text,
  'increment', s.seqincrement::text,
  'min', s.seqmin::text,
  'max', s.seqmax::text,
  'cache', s.seqcache::text,
  'cycle', nullif(s.seqcycle, false),
  'unlogged', nullif(c.relpersistence = 'u', false),
  'ownedBy', (select d.refobjid::regclass::text || '.' || quote_ident(a.attname)),
  'identity', nullif(d.deptype = 'i', false),
  'owner', pg_get_userbyid(c.relowner),
  'privileges', ${privileges('c.relacl', 's', 'c.relowner')},
  'comment', ${comment('pg_class', 'c.oid')}
)
from relation c
join pg_sequence s on s.seqrelid = c.oid
left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
  and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid`;
