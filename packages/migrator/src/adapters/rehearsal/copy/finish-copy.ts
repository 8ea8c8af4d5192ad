import type { Client } from 'pg';
import { freeLease } from '../../backup/free-lease.ts';

/**
 * Makes a copy ready: nothing in it leads to other servers, the lease of the run that held it is released, and the
 * planner knows the rows.
 */
export async function finishCopy(
  client: Client,
  stateSchema: string,
): Promise<{ readonly tables: number; readonly bytes: number }> {
  const { rows: mappings } = await client.query<{ drop: string }>(
    `select format('drop user mapping for %s server %I', case m.umuser when 0 then 'public' else quote_ident(m.usename) end, m.srvname) as drop from pg_catalog.pg_user_mappings m`,
  );
  for (const { drop } of mappings) await client.query(drop);
  await freeLease(client, stateSchema);
  await client.query('analyze');
  const { rows } = await client.query<{ tables: number; bytes: string }>(
    `select (select count(*)::int4 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', $1)) as tables,
pg_catalog.pg_database_size(pg_catalog.current_database())::text as bytes`,
    [stateSchema],
  );
  return { tables: rows[0]?.tables ?? 0, bytes: Number(rows[0]?.bytes ?? 0) };
}
