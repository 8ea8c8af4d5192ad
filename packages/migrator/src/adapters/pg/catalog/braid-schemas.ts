import type { CatalogQuery } from './catalog-query.ts';

/** The tables that every state has. */
const TABLES = ['applied', 'format', 'lease', 'log', 'progress'];

/**
 * The schemas of a database in which Braid keeps something: the state itself, those of the tenants of a fleet, whatever
 * they are called, and the ledger and the queue of fleets. No revision makes them.
 */
export async function braidSchemas(query: CatalogQuery, stateSchema: string): Promise<readonly string[]> {
  const rows = await query(
    `select n.nspname as name from pg_catalog.pg_namespace n
join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind = 'r' and c.relname = any ($1)
group by n.nspname having pg_catalog.count(*) = pg_catalog.cardinality($1)`,
    [TABLES],
  );
  const states = rows.map(({ name }) => String(name));
  return [...new Set([stateSchema, `${stateSchema}_fleet`, `${stateSchema}_pgboss`, ...states])];
}
