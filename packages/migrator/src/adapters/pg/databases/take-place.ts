import type { Client } from 'pg';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';

/** Whose value is a list of names: as a literal it would be one name. */
const LISTS = ['search_path', 'temp_tablespaces', 'local_preload_libraries', 'session_preload_libraries'];

/**
 * Gives `fresh` the name of another database, which is called `kept` from then on; all or nothing. With the name go the
 * comment (which says what branch a database is for), the settings, the privileges and the limit of connections: they
 * were given to the database of this name, and not to what is in it.
 */
export async function takePlace(client: Client, fresh: string, name: string, kept: string): Promise<void> {
  const [to, old] = [quoteIdentifier(name), quoteIdentifier(kept)];
  await client.query('begin');
  try {
    await client.query(`alter database ${to} rename to ${old}`);
    await client.query(`alter database ${quoteIdentifier(fresh)} rename to ${to}`);
    const { rows: databases } = await client.query<{ note: string | null; most: number; granted: boolean }>(
      `select shobj_description(oid, 'pg_database') as note, datconnlimit as most, datacl is not null as granted
        from pg_database where datname = $1`,
      [kept],
    );
    for (const { note, most, granted } of databases) {
      if (note !== null) await client.query(`comment on database ${to} is ${quoteLiteral(note)}`);
      await client.query(`comment on database ${old} is null`);
      await client.query(`alter database ${to} connection limit ${most}`);
      if (granted) await grant(client, to, kept);
    }
    await set(client, to, kept);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function grant(client: Client, to: string, from: string): Promise<void> {
  await client.query(`revoke all on database ${to} from public`);
  const { rows } = await client.query<{ privilege: string; grantee: string | null; passed: boolean }>(
    `select privilege_type as privilege, rolname::text as grantee, is_grantable as passed
      from pg_database, aclexplode(datacl) a left join pg_roles r on r.oid = a.grantee where datname = $1`,
    [from],
  );
  for (const { privilege, grantee, passed } of rows) {
    const role = grantee === null ? 'public' : quoteIdentifier(grantee);
    await client.query(`grant ${privilege} on database ${to} to ${role}${passed ? ' with grant option' : ''}`);
  }
}

async function set(client: Client, to: string, from: string): Promise<void> {
  const { rows } = await client.query<{ role: string | null; name: string; value: string }>(
    `select rolname::text as role, split_part(config, '=', 1) as name, substr(config, strpos(config, '=') + 1) as value
      from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase cross join unnest(setconfig) config
        left join pg_roles r on r.oid = s.setrole where datname = $1`,
    [from],
  );
  for (const { role, name, value } of rows) {
    const whose = role === null ? `database ${to}` : `role ${quoteIdentifier(role)} in database ${to}`;
    // A name of a setting has parts: each is quoted alone.
    const setting = name.split('.').map(quoteIdentifier).join('.');
    if (LISTS.includes(name.toLowerCase())) {
      await client.query('select set_config($1, $2, true)', [name, value]);
      await client.query(`alter ${whose} set ${setting} from current`);
    } else await client.query(`alter ${whose} set ${setting} to ${quoteLiteral(value)}`);
  }
}
