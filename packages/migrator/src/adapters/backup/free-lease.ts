import type { Client } from 'pg';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/** Frees the lease of a copy of a database: the run that held it when the copy was made is working on another one. */
export async function freeLease(client: Client, stateSchema: string): Promise<void> {
  const lease = `${quoteIdentifier(stateSchema)}.lease`;
  const { rows } = await client.query<{ there: string | null }>('select pg_catalog.to_regclass($1) as there', [lease]);
  if (rows[0]?.there == null) return;
  await client.query(
    `update ${lease} set token = token + 1, run_id = null, host = null, pid = null, runs = null, since = null, heartbeat_at = null, expires_at = null where run_id is not null`,
  );
}
