import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { takeClient } from '../connection/take-client.ts';
import type { ConnectOptions } from '../reach/connect.ts';

/** The rows of a query, in a read-only transaction. Rejects with the error of the server or the driver. */
export async function queryRows(options: ConnectOptions, query: string): Promise<readonly unknown[]> {
  const { client, release } = await takeClient(options);
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const limit of ownLimits(10_000, 60_000)) await client.query(limit);
    const { rows } = await client.query<Record<string, unknown>>(query);
    await client.query('rollback');
    return rows;
  } finally {
    await release();
  }
}

/** Schemas whose names match a LIKE pattern, as rows of a source, without those in which Braid keeps a state. */
export function schemasQuery(pattern: string): string {
  return `select n.nspname as id, n.nspname as schema from pg_catalog.pg_namespace n
where n.nspname like ${quoteLiteral(pattern)} and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and 3 > (select count(*) from pg_catalog.pg_class c where c.relnamespace = n.oid and c.relname in ('format', 'applied', 'progress'))
order by 1`;
}
