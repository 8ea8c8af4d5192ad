import { expect, test } from 'vitest';
import { EXTENSION_MEMBERS } from '../../src/sql-objects/footprint/extension-members.ts';
import { freshDatabase } from '../support/fresh-database.ts';

/** The words of the table, as a server says them. */
const MEMBERS = `
  with member as (
    select classid, objid from pg_depend
      where deptype = 'e' and refclassid = 'pg_extension'::regclass and refobjid = (select oid from pg_extension where extname = $1)
  )
  select 't' || typname as word from pg_type join member on classid = 'pg_type'::regclass and objid = oid where typcategory <> 'A'
  union select 'f' || proname from pg_proc p join member on classid = 'pg_proc'::regclass and objid = oid
    where not ('internal'::regtype = any (proargtypes) or 'cstring'::regtype = any (proargtypes))
      and prorettype not in ('internal'::regtype, 'cstring'::regtype)
      and not exists (select from pg_proc b where b.proname = p.proname and b.pronamespace = 'pg_catalog'::regnamespace)
  union select 'c' || opcname from pg_opclass o join member on classid = 'pg_opclass'::regclass and objid = oid
    where not exists (select from pg_opclass b where b.opcname = o.opcname and b.opcnamespace = 'pg_catalog'::regnamespace)
  union select 'r' || relname from pg_class join member on classid = 'pg_class'::regclass and objid = oid
  union select '*' from member
    where classid in ('pg_am'::regclass, 'pg_language'::regclass, 'pg_ts_dict'::regclass, 'pg_foreign_data_wrapper'::regclass)
      or classid = 'pg_proc'::regclass and (select prorettype = 'tsm_handler'::regtype from pg_proc where oid = objid)
      or classid = 'pg_opclass'::regclass and (select opcdefault and opcintype < 16384 from pg_opclass where oid = objid)
      or classid = 'pg_operator'::regclass and (select oprleft < 16384 and oprright < 16384 from pg_operator where oid = objid)
  order by 1
`;

test('the members of the extensions are those that a server has', async () => {
  const database = await freshDatabase();
  const client = await database.connect();
  const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
  // Each major adds some and drops some; these three have been the same for long.
  const compared = rows[0].major === 18 ? Object.keys(EXTENSION_MEMBERS) : ['citext', 'hstore', 'pgcrypto'];
  const found: Record<string, string> = {};
  for (const extension of compared) {
    await client.query(`begin; create extension "${extension}" cascade`);
    const members = await client.query<{ word: string }>(MEMBERS, [extension]);
    found[extension] = members.rows.map(({ word }) => word).join(' ');
    await client.query('rollback');
  }
  expect(found).toEqual(Object.fromEntries(compared.map((name) => [name, EXTENSION_MEMBERS[name]])));
});
