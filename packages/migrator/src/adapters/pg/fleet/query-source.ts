import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { statementsOf } from '../../module/transaction-control.ts';
import { ownLimits } from '../connection/own-limits.ts';
import { takeClient } from '../connection/take-client.ts';
import type { ConnectOptions } from '../reach/connect.ts';

const NOT_ONE = 'it is not one statement';

/**
 * The rows of a query, in a read-only transaction and one round trip. Rejects with the error of the server or the
 * driver, and when it is not one statement: what follows a `commit` would be in no read-only transaction.
 */
export async function queryRows(options: ConnectOptions, query: string): Promise<readonly unknown[]> {
  if (statementsOf(query).length !== 1) throw new Error(NOT_ONE);
  const { client, release } = await takeClient(options);
  try {
    const before = ['begin isolation level repeatable read read only', ...ownLimits(10_000, 60_000)];
    // A comment at the end of the query ends with its line.
    const message = [...before, query, 'rollback'].join('\n;\n');
    const results: unknown = await client.query(message).catch(async (error: unknown) => {
      await client.query('rollback').catch(() => undefined);
      throw error;
    });
    // A text that Braid cannot cut is one to it, and may be several to the server.
    if (!Array.isArray(results) || results.length !== before.length + 2) throw new Error(NOT_ONE);
    const answer: unknown = results[before.length];
    const rows: unknown = typeof answer === 'object' && answer !== null && 'rows' in answer ? answer.rows : undefined;
    return Array.isArray(rows) ? rows : [];
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
